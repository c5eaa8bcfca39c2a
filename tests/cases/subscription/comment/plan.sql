-- s01 alter subscription heard
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on subscription heard is 'from somewhere';
comment on subscription heard is 'from the shop';
