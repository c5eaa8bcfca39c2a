create event trigger "Déjà ""vu""" on ddl_command_start execute function heard();
