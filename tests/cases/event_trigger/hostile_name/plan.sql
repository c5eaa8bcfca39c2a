-- s01 create event trigger Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop event trigger "Déjà ""vu""";
create event trigger "Déjà ""vu""" on ddl_command_start execute function public.heard();
