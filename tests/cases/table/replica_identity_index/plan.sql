-- s01 drop table public.t
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.t (\n    id integer not null\n);
--     undo: alter table public.t add constraint t_id_key unique (id);
drop table public.t;

-- s02 create table public.t
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards create-object, add-unique
--     undo: drop table public.t;
create table public.t (
    id integer not null
);
alter table public.t add constraint t_id_key unique (id);
