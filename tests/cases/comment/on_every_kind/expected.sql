comment on collation app.german is 'sorts';
comment on text search dictionary app.plain is 'folds';
comment on text search configuration app.words is 'parses';
comment on statistics app.of_item is 'tells the planner';
comment on rule keep on app.item is 'nothing goes';
comment on publication items is 'for the shop';
comment on event trigger tells is 'tells of changes';
comment on extension btree_gin is 'what we use it for: it''s needed by "item"';
