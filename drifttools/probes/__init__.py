"""Facts that no catalog holds: how many rows are in the way of a repair, how large the tables are."""
