-- s01 create aggregate public.Déjà "vu"(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop aggregate public."Déjà ""vu"""(n integer);
create aggregate public."Déjà ""vu"""(n integer) (sfunc = public.add, stype = integer, initcond = '0');

-- s02 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT public."Déjà ""vu"""(i) AS "Déjà ""vu"""
   FROM generate_series(1, 3) i(i);

-- s03 set owner public.Déjà "vu"(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."Déjà ""vu"""(integer) owner to current_user;
alter routine public."Déjà ""vu"""(integer) owner to postgres;

-- s04 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
