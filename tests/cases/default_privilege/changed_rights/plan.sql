-- s01 drop default privilege app.postgres.tables.app_writer
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema app grant DELETE, SELECT on tables to app_writer;
alter default privileges for role postgres in schema app revoke ALL on tables from app_writer;

-- s02 alter default privilege app.postgres.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema app revoke UPDATE on tables from app_reader;
--     undo: alter default privileges for role postgres in schema app grant DELETE on tables to app_reader;
alter default privileges for role postgres in schema app revoke DELETE on tables from app_reader;
alter default privileges for role postgres in schema app grant UPDATE on tables to app_reader;
