"""The frozen values that pass between the rooms; no I/O."""
