-- s01 drop materialized view public.b
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards drop-view
--     undo: create materialized view public.b as\n SELECT id,\n    n\n   FROM public.base\nwith data;
--     undo: alter materialized view public.b owner to postgres;
drop materialized view public.b;

-- s02 rename view public.a to b
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards rename
--     undo: alter view public.b rename to a;
alter view public.a rename to b;

-- s03 create table public.a
--     lock none; way back exact; hazards create-object
--     undo: drop table public.a;
create table public.a (
    id integer,
    n integer
);

-- s04 set owner public.a.table
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-owner
--     undo: alter table public.a owner to current_user;
alter table public.a owner to postgres;
