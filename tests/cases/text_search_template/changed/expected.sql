create text search template p (init = dsimple_init, lexize = dsimple_lexize); create text search template q (lexize = dsimple_lexize);
