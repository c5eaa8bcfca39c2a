-- s01 create default privilege postgres.functions.PUBLIC
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres revoke ALL on functions from public;
--     undo: alter default privileges for role postgres grant ALL on functions to public;
alter default privileges for role postgres revoke ALL on functions from public;
