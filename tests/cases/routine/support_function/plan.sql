-- s01 alter routine public.f(integer, integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer, b integer)\n RETURNS SETOF integer\n LANGUAGE plpgsql\nAS $function$begin return; end$function$;
CREATE OR REPLACE FUNCTION public.f(a integer, b integer)
 RETURNS SETOF integer
 LANGUAGE plpgsql
 SUPPORT generate_series_int4_support
AS $function$begin return; end$function$;

-- s02 alter routine public.g(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.g(integer)\n RETURNS integer\n LANGUAGE internal\n IMMUTABLE STRICT\nAS $function$int4abs$function$;
CREATE OR REPLACE FUNCTION public.g(integer)
 RETURNS integer
 LANGUAGE internal
 IMMUTABLE STRICT SUPPORT generate_series_int4_support
AS $function$int4abs$function$;
