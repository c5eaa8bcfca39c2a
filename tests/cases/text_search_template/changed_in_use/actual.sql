create text search template p (lexize = dsimple_lexize); create text search dictionary d (template = p);
