-- s01 alter default privilege app.postgres.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema app revoke SELECT on tables from app_reader;
--     undo: alter default privileges for role postgres in schema app grant SELECT on tables to app_reader;
alter default privileges for role postgres in schema app revoke SELECT on tables from app_reader;
alter default privileges for role postgres in schema app grant SELECT on tables to app_reader with grant option;
