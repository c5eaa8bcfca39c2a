create text search template "Te ""m" (lexize = dsimple_lexize); comment on text search template "Te ""m" is 'it''s';
