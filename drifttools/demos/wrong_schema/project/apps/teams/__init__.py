"""Teams and who plays in them."""
