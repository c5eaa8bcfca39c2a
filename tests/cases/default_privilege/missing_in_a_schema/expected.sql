alter default privileges in schema app grant select, insert on tables to app_reader;
alter default privileges in schema app grant usage on sequences to app_reader;
