-- s01 drop table public.t
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.t (\n    id integer,\n    day date\n);
--     undo: alter table public.t owner to postgres;
drop table public.t;

-- s02 create table public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards create-object, set-owner
--     undo: drop table public.t;
create table public.t (
    id integer,
    day date
) partition by RANGE (day);
alter table public.t owner to postgres;
