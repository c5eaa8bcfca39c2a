create schema app;
alter function heard() set schema app;
create event trigger states on ddl_command_end execute function app.heard();
