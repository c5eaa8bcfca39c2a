"""What the facts make of an error, a file for each group of families. Pure functions; `registry.ANSWERS` has them all."""
