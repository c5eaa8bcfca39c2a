-- s01 drop routine public.f(bigint)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(bigint)\n RETURNS bigint\n LANGUAGE sql\nAS $function$select $1$function$;
--     undo: alter routine public.f(bigint) owner to postgres;
drop routine public.f(bigint);

-- s02 create routine public.f(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f(integer,integer);
CREATE OR REPLACE FUNCTION public.f(integer, integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select $1$function$;

-- s03 create routine public.f(text)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f(text);
CREATE OR REPLACE FUNCTION public.f(text)
 RETURNS text
 LANGUAGE sql
AS $function$select $1$function$;

-- s04 set owner public.f(integer, integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f(integer,integer) owner to current_user;
alter routine public.f(integer,integer) owner to postgres;

-- s05 set owner public.f(text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f(text) owner to current_user;
alter routine public.f(text) owner to postgres;
