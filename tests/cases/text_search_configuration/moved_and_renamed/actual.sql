create text search configuration deutsch (copy = pg_catalog.german);
create text search configuration plain (copy = pg_catalog.simple);
