-- s01 create routine public.dropped()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.dropped();
CREATE OR REPLACE FUNCTION public.dropped()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$begin end$function$;

-- s02 create event trigger all_of_them
--     lock none; way back exact; hazards create-object
--     undo: drop event trigger all_of_them;
create event trigger all_of_them on ddl_command_end execute function public.heard();

-- s03 create event trigger some_of_them
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop event trigger some_of_them;
create event trigger some_of_them on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function public.dropped();
alter event trigger some_of_them disable;

-- s04 set owner all_of_them.event trigger
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter event trigger all_of_them owner to current_user;
alter event trigger all_of_them owner to postgres;

-- s05 set owner public.dropped().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.dropped() owner to current_user;
alter routine public.dropped() owner to postgres;

-- s06 set owner some_of_them.event trigger
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter event trigger some_of_them owner to current_user;
alter event trigger some_of_them owner to postgres;
