alter default privileges for role app_reader in schema app grant select on tables to app_reader;
