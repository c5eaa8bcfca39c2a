-- s01 drop table public.b
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b (\n    id integer,\n    name text,\n    extra integer\n);
drop table public.b;

-- s02 create table public.b
--     lock none; way back exact; hazards create-object
--     undo: drop table public.b;
create table public.b (
    id integer,
    name text,
    extra integer
) inherits (public.a);
