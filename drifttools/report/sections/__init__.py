"""The sections of the report, one file each; `registry` has them in their order."""
