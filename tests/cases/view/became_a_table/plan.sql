-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 create table public.v
--     lock none; way back exact; hazards create-object
--     undo: drop table public.v;
create table public.v (
    id integer
);

-- s03 set owner public.v.table
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter table public.v owner to current_user;
alter table public.v owner to postgres;
