-- s01 alter database setting statement_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set statement_timeout to '2min';
alter database this set statement_timeout to '1min';

-- s02 create database setting app_reader.statement_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader in database this reset statement_timeout;
alter role app_reader in database this set statement_timeout to '5s';
