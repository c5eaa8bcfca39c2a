-- s01 drop access method other
--     lock none; way back exact; hazards drop-object
--     undo: create access method other type index handler pg_catalog.hashhandler;
drop access method other;

-- s02 create access method other
--     lock none; way back exact; hazards create-object
--     undo: drop access method other;
create access method other type table handler pg_catalog.heap_tableam_handler;
