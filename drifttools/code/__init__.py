"""The code of a project beside a catalog: what it names and the catalog lacks. Parsers read it; nothing of it is run."""
