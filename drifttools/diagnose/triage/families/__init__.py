"""The families of error texts, a file for each part of the world that they come from. `registry.FAMILIES` has them all."""
