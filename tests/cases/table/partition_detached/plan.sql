-- s01 drop table public.t_2025
--     lock ACCESS EXCLUSIVE on public.t_2025; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.t_2025 (\n    id integer,\n    day date\n);
--     undo: alter table public.t_2025 owner to postgres;
drop table public.t_2025;

-- s02 create table public.t_2025
--     lock ACCESS EXCLUSIVE on public.t_2025, public.t; scans; way back exact; hazards create-object, attach-partition, set-owner
--     undo: drop table public.t_2025;
create table public.t_2025 (
    id integer,
    day date
);
alter table public.t attach partition public.t_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
alter table public.t_2025 owner to postgres;
