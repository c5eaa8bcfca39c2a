-- s01 let table public.m_a go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.m, public.m_a; way back exact; hazards detach-partition
--     undo: alter table public.m attach partition public.m_a FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');
alter table public.m detach partition public.m_a;

-- s02 drop table public.m
--     lock ACCESS EXCLUSIVE on public.m; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.m (\n    id integer,\n    day date,\n    note text\n) partition by RANGE (day);
--     undo: alter table public.m owner to postgres;
drop table public.m;
