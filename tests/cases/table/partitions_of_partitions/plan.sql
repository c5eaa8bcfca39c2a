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

-- s07 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s08 set owner public.t_eu.table
--     lock ACCESS EXCLUSIVE on public.t_eu; way back exact; hazards set-owner
--     undo: alter table public.t_eu owner to current_user;
alter table public.t_eu owner to postgres;

-- s09 set owner public.t_eu_2025.table
--     lock ACCESS EXCLUSIVE on public.t_eu_2025; way back exact; hazards set-owner
--     undo: alter table public.t_eu_2025 owner to current_user;
alter table public.t_eu_2025 owner to postgres;

-- s10 set owner public.t_h.table
--     lock ACCESS EXCLUSIVE on public.t_h; way back exact; hazards set-owner
--     undo: alter table public.t_h owner to current_user;
alter table public.t_h owner to postgres;

-- s11 set owner public.t_h0.table
--     lock ACCESS EXCLUSIVE on public.t_h0; way back exact; hazards set-owner
--     undo: alter table public.t_h0 owner to current_user;
alter table public.t_h0 owner to postgres;

-- s12 set owner public.t_h1.table
--     lock ACCESS EXCLUSIVE on public.t_h1; way back exact; hazards set-owner
--     undo: alter table public.t_h1 owner to current_user;
alter table public.t_h1 owner to postgres;
