-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT (public.total(i))::text AS total\n   FROM generate_series(1, 3) i(i);
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop aggregate public.total(integer)
--     lock none; way back exact; hazards drop-object
--     undo: create aggregate public.total(integer) (sfunc = public.add, stype = integer);
--     undo: alter routine public.total(integer) owner to postgres;
drop aggregate public.total(integer);

-- s03 create aggregate public.total(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop aggregate public.total(integer);
create aggregate public.total(integer) (sfunc = pg_catalog.int4_sum, stype = bigint);
alter routine public.total(integer) owner to postgres;

-- s04 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT (public.total(i))::text AS total
   FROM generate_series(1, 3) i(i);
alter view public.v owner to postgres;
