-- s01 drop routine public.f(integer, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer, b integer DEFAULT 1)\n RETURNS integer\n LANGUAGE sql\nAS $function$select a$function$;
--     undo: alter routine public.f(integer,integer) owner to postgres;
drop routine public.f(integer,integer);

-- s02 create routine public.f(integer, integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer,integer);
CREATE OR REPLACE FUNCTION public.f(a integer, b integer DEFAULT 2)
 RETURNS integer
 LANGUAGE sql
AS $function$select a$function$;
alter routine public.f(integer,integer) owner to postgres;
