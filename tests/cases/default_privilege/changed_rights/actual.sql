alter default privileges in schema app grant select, delete on tables to app_reader, app_writer;
