-- s01 create routine public.f(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1$function$;

-- s02 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT public.f(id) AS f
   FROM public.t;
