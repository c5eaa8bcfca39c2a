alter default privileges for role app_writer in schema app grant select on tables to app_reader;
alter default privileges for role app_writer grant execute on functions to app_reader;
