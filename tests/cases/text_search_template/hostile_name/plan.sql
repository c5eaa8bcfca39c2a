-- s01 create text search template public.Te "m
--     lock none; way back exact; hazards create-object
--     undo: drop text search template public."Te ""m";
create text search template public."Te ""m" (lexize = pg_catalog.dsimple_lexize);

-- s02 create comment public.Te "m.text search template
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on text search template public."Te ""m" is null;
comment on text search template public."Te ""m" is 'it''s';
