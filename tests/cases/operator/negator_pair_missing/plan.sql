-- s01 create operator public.!==(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.!==(integer, integer);
create operator public.!== (function = public.unlike, leftarg = integer, rightarg = integer, commutator = operator(public.!==), negator = operator(public.===), restrict = pg_catalog.neqsel);

-- s02 create operator public.===(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.===(integer, integer);
create operator public.=== (function = public.same, leftarg = integer, rightarg = integer, commutator = operator(public.===), negator = operator(public.!==), restrict = pg_catalog.eqsel);

-- s03 create table public.u
--     lock none; way back exact; hazards create-object
--     undo: drop table public.u;
create table public.u (
    a integer,
    b integer
);

-- s04 create constraint public.u.u_check
--     lock ACCESS EXCLUSIVE on public.u; scans; way back exact; hazards add-check
--     undo: alter table public.u drop constraint u_check;
alter table public.u add constraint u_check check ((a OPERATOR(public.!==) b));

-- s05 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT n
   FROM public.t
  WHERE (n OPERATOR(public.===) 3);

-- s06 set owner public.!==(integer, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.!==(integer, integer) owner to current_user;
alter operator public.!==(integer, integer) owner to postgres;

-- s07 set owner public.===(integer, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.===(integer, integer) owner to current_user;
alter operator public.===(integer, integer) owner to postgres;

-- s08 set owner public.u.table
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards set-owner
--     undo: alter table public.u owner to current_user;
alter table public.u owner to postgres;

-- s09 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
