create schema "Odd; ""schema";
alter default privileges for role "Odd Role" in schema "Odd; ""schema" grant select on sequences to "Odd Role";
