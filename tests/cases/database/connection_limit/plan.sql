-- s01 alter database itself
--     lock none; way back exact; hazards alter-object
--     undo: alter database this connection limit -1;
alter database this connection limit 20;
