-- s01 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select $1$function$;
--     undo: alter routine public.f(integer) owner to postgres;
drop routine public.f(integer);

-- s02 create routine public.f(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$select $1::bigint$function$;
alter routine public.f(integer) owner to postgres;
