-- s01 drop event trigger tags
--     lock none; way back exact; hazards drop-object
--     undo: create event trigger tags on ddl_command_end when tag in ('CREATE TABLE') execute function public.heard();
--     undo: alter event trigger tags owner to postgres;
drop event trigger tags;

-- s02 alter event trigger states
--     lock none; way back exact; hazards alter-object
--     undo: alter event trigger states enable;
alter event trigger states enable always;

-- s03 create event trigger tags
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop event trigger tags;
create event trigger tags on ddl_command_end when tag in ('CREATE TABLE', 'CREATE VIEW') execute function public.heard();
alter event trigger tags owner to postgres;
