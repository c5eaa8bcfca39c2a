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

-- s03 set owner public.f(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f(integer) owner to current_user;
alter routine public.f(integer) owner to postgres;

-- s04 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
