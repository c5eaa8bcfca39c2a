-- s01 drop default privilege app.app_reader.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role app_reader in schema app grant SELECT on tables to app_reader;
alter default privileges for role app_reader in schema app revoke ALL on tables from app_reader;

-- s02 create default privilege app_writer.functions.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role app_writer revoke ALL on functions from app_reader;
alter default privileges for role app_writer grant EXECUTE on functions to app_reader;

-- s03 create default privilege app.app_writer.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role app_writer in schema app revoke ALL on tables from app_reader;
alter default privileges for role app_writer in schema app grant SELECT on tables to app_reader;
