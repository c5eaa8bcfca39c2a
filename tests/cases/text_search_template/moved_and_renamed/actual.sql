create text search template p (lexize = dsimple_lexize); create text search template r (lexize = dsynonym_lexize);
