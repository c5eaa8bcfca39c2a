-- s01 create default privilege app.postgres.sequences.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema app revoke ALL on sequences from app_reader;
alter default privileges for role postgres in schema app grant USAGE on sequences to app_reader;

-- s02 create default privilege app.postgres.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema app revoke ALL on tables from app_reader;
alter default privileges for role postgres in schema app grant INSERT, SELECT on tables to app_reader;
