-- s01 create access method piles
--     lock none; way back exact; hazards create-object
--     undo: drop access method piles;
create access method piles type table handler pg_catalog.heap_tableam_handler;

-- s02 create access method trees
--     lock none; way back exact; hazards create-object
--     undo: drop access method trees;
create access method trees type index handler pg_catalog.bthandler;

-- s03 create comment trees.access method
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on access method trees is null;
comment on access method trees is 'like btree';
