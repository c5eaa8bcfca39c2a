create text search template p (init = dsimple_init, lexize = dsimple_lexize); create text search dictionary d (template = p, stopwords = english);
