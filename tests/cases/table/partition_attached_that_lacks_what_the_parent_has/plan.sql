-- s01 create constraint public.t_25.pos
--     lock ACCESS EXCLUSIVE on public.t_25; scans; way back exact; hazards add-check
--     undo: alter table public.t_25 drop constraint pos;
alter table public.t_25 add constraint pos check ((n > 0));

-- s02 create constraint public.t_25.t_25_pkey
--     lock ACCESS EXCLUSIVE on public.t_25; scans; way back exact; hazards add-unique
--     undo: alter table public.t_25 drop constraint t_25_pkey;
alter table public.t_25 add constraint t_25_pkey primary key (id, at);

-- s03 create constraint public.t_25.t_n_fkey
--     lock SHARE ROW EXCLUSIVE on public.t_25, public.r; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t_25 drop constraint t_n_fkey;
alter table public.t_25 add constraint t_n_fkey foreign key (n) references public.r (id);

-- s04 create index public.t_25.t_25_n_idx
--     lock SHARE on public.t_25; scans; way back exact; hazards create-index
--     undo: drop index public.t_25_n_idx;
create index t_25_n_idx on public.t_25 using btree (n);

-- s05 alter table public.t_25
--     lock ACCESS EXCLUSIVE on public.t_25, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_25;
alter table public.t attach partition public.t_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
