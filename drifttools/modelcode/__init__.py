"""The other direction: the source of a project's models is edited until it says what the database has.

Text in, text out: nothing here imports a project's code or reads a file. Positions come from Python's own `ast`, so all
that is not edited stays as its author wrote it, byte for byte.
"""
