-- s01 alter routine public.f(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 TRANSFORM FOR TYPE integer
 LANGUAGE sql
AS $function$select 1$function$;
