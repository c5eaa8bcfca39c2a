-- s01 alter default privilege postgres.tables.postgres
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres revoke INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, UPDATE on tables from postgres;
alter default privileges for role postgres grant INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, UPDATE on tables to postgres;
