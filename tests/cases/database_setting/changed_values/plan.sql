-- s01 alter database setting DateStyle
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set "DateStyle" to 'ISO, MDY';
alter database this set "DateStyle" to 'ISO, DMY';

-- s02 alter database setting TimeZone
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set "TimeZone" to 'UTC';
alter database this set "TimeZone" to 'Europe/Berlin';

-- s03 alter database setting enable_seqscan
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set enable_seqscan to 'on';
alter database this set enable_seqscan to 'off';

-- s04 alter database setting work_mem
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set work_mem to '32MB';
alter database this set work_mem to '64MB';
