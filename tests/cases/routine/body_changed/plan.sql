-- s01 alter routine public.f(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1 + 1$function$;
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 + 2$function$;

-- s02 alter routine public.g()
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.g()\n RETURNS integer\n LANGUAGE plpgsql\n SECURITY DEFINER\n SET search_path TO ''\nAS $function$ begin return f(1); end $function$;
CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$ begin return f(1); end $function$;
