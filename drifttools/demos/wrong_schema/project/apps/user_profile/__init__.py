"""Public profiles of players and everything that hangs on them."""
