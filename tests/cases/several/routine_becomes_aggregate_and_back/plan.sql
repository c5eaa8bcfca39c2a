-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.once(a) AS x,\n    public.total(3) AS y\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop aggregate public.once(integer)
--     lock none; way back exact; hazards drop-object
--     undo: create aggregate public.once(integer) (sfunc = pg_catalog.int4pl, stype = integer, initcond = '0');
--     undo: alter routine public.once(integer) owner to postgres;
drop aggregate public.once(integer);

-- s03 drop routine public.total(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.total(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select a$function$;
--     undo: alter routine public.total(integer) owner to postgres;
drop routine public.total(integer);

-- s04 create routine public.once(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.once(integer);
CREATE OR REPLACE FUNCTION public.once(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select a$function$;

-- s05 create aggregate public.total(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.total(integer);
create aggregate public.total(integer) (sfunc = pg_catalog.int4pl, stype = integer, initcond = '0');

-- s06 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT public.total(a) AS x,
    public.once(3) AS y
   FROM public.t;
alter view public.v owner to postgres;

-- s07 set owner public.once(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.once(integer) owner to current_user;
alter routine public.once(integer) owner to postgres;

-- s08 set owner public.total(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.total(integer) owner to current_user;
alter routine public.total(integer) owner to postgres;
