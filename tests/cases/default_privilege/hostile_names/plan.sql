-- s01 drop default privilege Odd; "schema.Odd Role.sequences.Odd Role
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role "Odd Role" in schema "Odd; ""schema" grant SELECT on sequences to "Odd Role";
alter default privileges for role "Odd Role" in schema "Odd; ""schema" revoke ALL on sequences from "Odd Role";

-- s02 create default privilege Odd; "schema.Odd Role.tables.Odd Role
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role "Odd Role" in schema "Odd; ""schema" revoke ALL on tables from "Odd Role";
alter default privileges for role "Odd Role" in schema "Odd; ""schema" grant SELECT on tables to "Odd Role";

-- s03 create default privilege Odd; "schema.Odd Role.tables.PUBLIC
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role "Odd Role" in schema "Odd; ""schema" revoke ALL on tables from public;
alter default privileges for role "Odd Role" in schema "Odd; ""schema" grant SELECT on tables to public;
