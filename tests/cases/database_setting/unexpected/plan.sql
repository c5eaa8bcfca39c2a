-- s01 drop database setting default_transaction_isolation
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set default_transaction_isolation to 'serializable';
alter database this reset default_transaction_isolation;

-- s02 drop database setting statement_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set statement_timeout to '90s';
alter database this reset statement_timeout;
