alter default privileges grant select, insert on tables to app_reader with grant option;
alter default privileges in schema app grant usage on sequences to app_writer;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;
alter default privileges revoke delete on tables from postgres;
alter default privileges grant usage on schemas to app_reader;
