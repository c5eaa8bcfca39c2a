-- s01 alter database itself
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on database this is NULL;
comment on database this is  E'the shop''s \\ "own"';
