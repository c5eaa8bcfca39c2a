-- s01 drop default privilege postgres.schemas.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres grant USAGE on schemas to app_reader;
alter default privileges for role postgres revoke ALL on schemas from app_reader;

-- s02 drop default privilege postgres.tables.app_writer
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres grant DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on tables to app_writer;
alter default privileges for role postgres revoke ALL on tables from app_writer;
