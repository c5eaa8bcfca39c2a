create text search dictionary "Déjà ""vu""" (template = simple);
create text search configuration "C ""c" (parser = default);
alter text search configuration "C ""c" add mapping for word with "Déjà ""vu""";
