-- s01 drop table public.t
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.t (\n    id integer,\n    day date\n);
drop table public.t;

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer,
    day date
) partition by RANGE (day);
