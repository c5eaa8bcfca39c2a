-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.whole(n) AS whole\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop aggregate public.whole(integer)
--     lock none; way back exact; hazards drop-object
--     undo: create aggregate public.whole(integer) (sfunc = pg_catalog.int4pl, stype = integer, initcond = '0');
--     undo: comment on routine public.whole(integer) is 'x';
--     undo: alter routine public.whole(integer) owner to postgres;
drop aggregate public.whole(integer);

-- s03 create aggregate public.total(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public.total(integer);
create aggregate public.total(integer) (sfunc = pg_catalog.int4pl, stype = integer, initcond = '0');

-- s04 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT public.total(n) AS total
   FROM public.t;
alter view public.v owner to postgres;

-- s05 create comment public.total(integer).aggregate
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine public.total(integer) is null;
comment on routine public.total(integer) is 'x';

-- s06 set owner public.total(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.total(integer) owner to current_user;
alter routine public.total(integer) owner to postgres;
