create event trigger states on ddl_command_end execute function heard();
