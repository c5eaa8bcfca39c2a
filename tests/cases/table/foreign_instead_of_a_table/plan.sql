-- s01 drop table public.r
--     lock ACCESS EXCLUSIVE on public.r; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.r (\n    id integer,\n    name text\n);
--     undo: alter table public.r owner to postgres;
drop table public.r;

-- s02 create table public.r
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards create-object, set-owner
--     undo: drop foreign table public.r;
create foreign table public.r (
    id integer,
    name text
) server away;
alter table public.r owner to postgres;
