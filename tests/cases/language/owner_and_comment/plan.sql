-- s01 alter comment mine.language
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on language mine is 'old';
comment on language mine is 'new';

-- s02 alter owner mine.language
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter language mine owner to postgres;
alter language mine owner to app_writer;
