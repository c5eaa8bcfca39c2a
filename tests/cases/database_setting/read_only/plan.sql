-- s01 drop database setting default_transaction_read_only
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set default_transaction_read_only to 'on';
alter database this reset default_transaction_read_only;
