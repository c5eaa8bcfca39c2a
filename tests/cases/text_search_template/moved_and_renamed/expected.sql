create text search template app.p (lexize = dsimple_lexize); create text search template q (lexize = dsynonym_lexize);
