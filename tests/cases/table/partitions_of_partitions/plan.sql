-- s01 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    region text,
    day date
) partition by LIST (region);

-- s02 create table public.t_eu
--     lock ACCESS EXCLUSIVE on public.t_eu, public.t; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_eu;
create table public.t_eu (
    region text,
    day date
) partition by RANGE (day);
alter table public.t attach partition public.t_eu FOR VALUES IN ('de', 'fr');

-- s03 create table public.t_eu_2025
--     lock ACCESS EXCLUSIVE on public.t_eu_2025, public.t_eu; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_eu_2025;
create table public.t_eu_2025 (
    region text,
    day date
);
alter table public.t_eu attach partition public.t_eu_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- s04 create table public.t_h
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t_h;
create table public.t_h (
    id integer
) partition by HASH (id);

-- s05 create table public.t_h0
--     lock ACCESS EXCLUSIVE on public.t_h0, public.t_h; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_h0;
create table public.t_h0 (
    id integer
);
alter table public.t_h attach partition public.t_h0 FOR VALUES WITH (modulus 2, remainder 0);

-- s06 create table public.t_h1
--     lock ACCESS EXCLUSIVE on public.t_h1, public.t_h; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_h1;
create table public.t_h1 (
    id integer
);
alter table public.t_h attach partition public.t_h1 FOR VALUES WITH (modulus 2, remainder 1);
