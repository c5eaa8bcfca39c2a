-- s01 alter routine public.f(integer)
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS boolean\n LANGUAGE sql\n IMMUTABLE\nAS $function$select true$function$;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT LEAKPROOF COST 7
AS $function$select true$function$;

-- s02 alter routine public.w()
--     lock none; way back exact; hazards replace-routine
--     undo: CREATE OR REPLACE FUNCTION public.w()\n RETURNS bigint\n LANGUAGE internal\n WINDOW\nAS $function$window_row_number$function$;
CREATE OR REPLACE FUNCTION public.w()
 RETURNS bigint
 LANGUAGE internal
 WINDOW
AS $function$window_rank$function$;
