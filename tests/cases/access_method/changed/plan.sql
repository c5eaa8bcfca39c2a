-- s01 drop access method trees
--     lock none; way back exact; hazards drop-object
--     undo: create access method trees type index handler pg_catalog.bthandler;
--     undo: comment on access method trees is 'old';
drop access method trees;

-- s02 create access method trees
--     lock none; way back exact; hazards create-object, comment-unlocked
--     undo: drop access method trees;
create access method trees type index handler public.handled;
comment on access method trees is 'new';
