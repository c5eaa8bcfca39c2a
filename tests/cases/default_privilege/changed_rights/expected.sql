alter default privileges in schema app grant select, update on tables to app_reader;
