-- s01 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select a$function$;
--     undo: alter routine public.f(integer) owner to postgres;
drop routine public.f(integer);

-- s02 create routine public.f(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer);
CREATE OR REPLACE PROCEDURE public.f(IN a integer)
 LANGUAGE sql
AS $procedure$select a$procedure$;
alter routine public.f(integer) owner to postgres;
