alter default privileges revoke usage on types from public;
alter default privileges grant usage on types to app_reader with grant option;
