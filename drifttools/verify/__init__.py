"""Proves a repair: read again, check each step, try the endpoints. Sends nothing to a database itself."""
