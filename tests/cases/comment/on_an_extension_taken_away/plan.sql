-- s01 alter comment btree_gin.extension
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on extension btree_gin is 'mine';
comment on extension btree_gin is '';
