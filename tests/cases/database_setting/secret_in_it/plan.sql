-- s01 alter database setting app.level
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set app.level to '2';
alter database this set app.level to '1';
