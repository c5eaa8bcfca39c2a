-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.t;
drop view public.v;

-- s02 create table public.v
--     lock none; way back exact; hazards create-object
--     undo: drop table public.v;
create table public.v (
    id integer
);
