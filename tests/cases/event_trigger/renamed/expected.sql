create event trigger hears on ddl_command_end when tag in ('CREATE TABLE') execute function heard();
comment on event trigger hears is 'x';
