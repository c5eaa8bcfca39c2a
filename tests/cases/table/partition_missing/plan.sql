-- s01 create table public.t_2026
--     lock ACCESS EXCLUSIVE on public.t_2026, public.t; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_2026;
create table public.t_2026 (
    id integer constraint t_id_not_null not null,
    day date constraint t_day_not_null not null
);
alter table public.t attach partition public.t_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- s02 set owner public.t_2026.table
--     lock ACCESS EXCLUSIVE on public.t_2026; way back exact; hazards set-owner
--     undo: alter table public.t_2026 owner to current_user;
alter table public.t_2026 owner to postgres;
