-- s01 create database setting app.mode
--     lock none; way back exact; hazards session-setting
--     undo: alter database this reset app.mode;
alter database this set app.mode to '';

-- s02 alter database setting app.tenant
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set app.tenant to 'green';
alter database this set app.tenant to 'blue';
