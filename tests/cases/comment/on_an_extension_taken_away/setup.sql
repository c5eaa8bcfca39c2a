create extension btree_gin;
