-- s01 create aggregate public.counted()
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.counted(*);
create aggregate public.counted(*) (sfunc = pg_catalog.int8inc, stype = bigint, initcond = '0');

-- s02 create aggregate public.halved(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.halved(integer);
create aggregate public.halved(integer) (sfunc = public.add, stype = integer, finalfunc = public.half, finalfunc_modify = read_only, initcond = '5');

-- s03 create aggregate public.middle(double precision, anyelement)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.middle(double precision ORDER BY anyelement);
create aggregate public.middle(double precision ORDER BY anyelement) (sfunc = pg_catalog.ordered_set_transition, stype = internal, finalfunc = pg_catalog.percentile_disc_final, finalfunc_modify = read_write, finalfunc_extra);

-- s04 create aggregate public.most(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.most(integer);
create aggregate public.most(integer) (sfunc = pg_catalog.int4larger, stype = integer, sortop = operator(pg_catalog.>));

-- s05 create aggregate public.total(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.total(integer);
create aggregate public.total(integer) (sfunc = public.add, stype = integer, combinefunc = public.add, msfunc = public.add, minvfunc = public.sub, mstype = integer, initcond = '0', minitcond = '0', parallel = safe);

-- s06 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT public.total(i) AS total
   FROM generate_series(1, 3) i(i);

-- s07 set owner public.counted().aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.counted() owner to current_user;
alter routine public.counted() owner to postgres;

-- s08 set owner public.halved(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.halved(integer) owner to current_user;
alter routine public.halved(integer) owner to postgres;

-- s09 set owner public.middle(double precision, anyelement).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.middle(double precision,anyelement) owner to current_user;
alter routine public.middle(double precision,anyelement) owner to postgres;

-- s10 set owner public.most(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.most(integer) owner to current_user;
alter routine public.most(integer) owner to postgres;

-- s11 set owner public.total(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.total(integer) owner to current_user;
alter routine public.total(integer) owner to postgres;

-- s12 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
