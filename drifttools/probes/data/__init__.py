"""One file for each data probe; `probes.registry` has them in their order."""
