"""The incident folder: one investigation at rest, handed on by its name."""
