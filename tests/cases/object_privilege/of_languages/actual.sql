revoke usage on language sql from public;
grant usage on language "My ""lan" to app_reader, "Odd Role";
