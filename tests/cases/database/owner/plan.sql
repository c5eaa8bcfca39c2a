-- s01 alter database itself
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter database this owner to app_reader;
alter database this owner to app_writer;
