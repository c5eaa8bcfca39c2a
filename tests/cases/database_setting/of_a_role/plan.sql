-- s01 drop database setting app_reader.lock_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader in database this set lock_timeout to '5s';
alter role app_reader in database this reset lock_timeout;

-- s02 alter database setting app_reader.search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader in database this set search_path to 'public', 'app';
alter role app_reader in database this set search_path to 'app';

-- s03 create database setting app_writer.lock_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_writer in database this reset lock_timeout;
alter role app_writer in database this set lock_timeout to '5s';
