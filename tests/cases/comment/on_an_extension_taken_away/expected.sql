comment on extension btree_gin is null;
