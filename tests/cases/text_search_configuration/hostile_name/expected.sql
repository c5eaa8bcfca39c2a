create text search configuration "Déjà ""vu""" (copy = pg_catalog.simple);
