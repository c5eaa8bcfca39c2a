-- s01 alter routine public.f(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1 + 1$function$;
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 + 2$function$;
