create text search configuration app.deutsch (copy = pg_catalog.german);
create text search configuration bare (copy = pg_catalog.simple);
