-- s01 alter comment app.german.collation
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on collation app.german is 'sorts well';
comment on collation app.german is 'sorts';

-- s02 alter comment app.item.keep.rule
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on rule keep on app.item is 'nothing at all goes';
comment on rule keep on app.item is 'nothing goes';

-- s03 create comment app.of_item.statistics
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on statistics app.of_item is null;
comment on statistics app.of_item is 'tells the planner';

-- s04 create comment app.plain.text search dictionary
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on text search dictionary app.plain is null;
comment on text search dictionary app.plain is 'folds';

-- s05 create comment app.words.text search configuration
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on text search configuration app.words is null;
comment on text search configuration app.words is 'parses';

-- s06 create comment btree_gin.extension
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on extension btree_gin is 'support for indexing common datatypes in GIN';
comment on extension btree_gin is 'what we use it for: it''s needed by "item"';

-- s07 create comment items.publication
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on publication items is null;
comment on publication items is 'for the shop';

-- s08 alter comment tells.event trigger
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on event trigger tells is 'says';
comment on event trigger tells is 'tells of changes';
