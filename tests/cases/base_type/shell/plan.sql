-- s01 create base type public.shell
--     lock none; way back exact; hazards create-object
--     undo: drop type public.shell;
create type public.shell;

-- s02 set owner public.shell.base type
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.shell owner to current_user;
alter type public.shell owner to app_reader;
