-- s01 create default privilege postgres.types.PUBLIC
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres revoke ALL on types from public;
--     undo: alter default privileges for role postgres grant ALL on types to public;
alter default privileges for role postgres revoke ALL on types from public;

-- s02 alter default privilege postgres.types.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres revoke USAGE on types from app_reader;
--     undo: alter default privileges for role postgres grant USAGE on types to app_reader;
alter default privileges for role postgres revoke USAGE on types from app_reader;
alter default privileges for role postgres grant USAGE on types to app_reader with grant option;
