create type slot as range (subtype = time);
