-- s01 drop table public.b
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b (\n    id integer,\n    name text,\n    extra integer\n);
--     undo: alter table public.b owner to postgres;
drop table public.b;

-- s02 create table public.b
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards create-object, set-owner
--     undo: drop table public.b;
create table public.b (
    id integer,
    name text,
    extra integer
) inherits (public.a);
alter table public.b owner to postgres;
