revoke usage on language plpgsql from public;
grant usage on language plpgsql to app_reader;
grant usage on language "My ""lan" to app_reader with grant option;
