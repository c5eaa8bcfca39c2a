-- s01 create event trigger Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop event trigger "Déjà ""vu""";
create event trigger "Déjà ""vu""" on ddl_command_start execute function public.heard();

-- s02 set owner Déjà "vu".event trigger
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter event trigger "Déjà ""vu""" owner to current_user;
alter event trigger "Déjà ""vu""" owner to postgres;
