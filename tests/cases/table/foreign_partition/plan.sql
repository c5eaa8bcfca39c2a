-- s01 create table public.f
--     lock ACCESS EXCLUSIVE on public.f, public.p; scans; way back exact; hazards create-object, attach-partition
--     undo: drop foreign table public.f;
create foreign table public.f (
    id integer,
    d date
) server away options (a '1');
alter table public.p attach partition public.f FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- s02 set owner public.f.table
--     lock ACCESS EXCLUSIVE on public.f; way back exact; hazards set-owner
--     undo: alter table public.f owner to current_user;
alter table public.f owner to postgres;
