alter text search dictionary d (accept = true);
