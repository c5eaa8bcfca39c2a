create event trigger states on ddl_command_end execute function heard();
create event trigger tags on ddl_command_end when tag in ('CREATE TABLE', 'CREATE VIEW') execute function heard();
alter event trigger states enable always;
