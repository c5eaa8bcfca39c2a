-- s01 create comment Away "1".foreign server
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on server "Away ""1""" is null;
comment on server "Away ""1""" is 'over there';

-- s02 create comment far.foreign data wrapper
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on foreign data wrapper far is null;
comment on foreign data wrapper far is 'x';
