create event trigger heard on ddl_command_end when tag in ('CREATE TABLE') execute function heard();
comment on event trigger heard is 'x';
