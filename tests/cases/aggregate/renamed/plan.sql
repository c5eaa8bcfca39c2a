-- s01 rename aggregate public.whole(bigint) to total(bigint)
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter aggregate public.total(bigint) rename to whole;
alter aggregate public.whole(bigint) rename to total;

-- s02 rename aggregate public.whole(integer) to total(integer)
--     lock none; way back exact; hazards rename-unlocked
--     carries comment aggregate
--     undo: alter aggregate public.total(integer) rename to whole;
alter aggregate public.whole(integer) rename to total;

-- s03 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.total(n) AS whole\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s04 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT public.total(n) AS total
   FROM public.t;
alter view public.v owner to postgres;
