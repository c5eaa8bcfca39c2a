-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.f(a) AS f\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select $1$function$;
--     undo: alter routine public.f(integer) owner to postgres;
drop routine public.f(integer);

-- s03 create routine public.f(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$select $1::bigint$function$;
alter routine public.f(integer) owner to postgres;

-- s04 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT public.f(a) AS f
   FROM public.t;
alter view public.v owner to postgres;
