-- s01 let table public.t_2 go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t, public.t_2; way back exact; hazards detach-partition
--     undo: alter table public.t attach partition public.t_2 FOR VALUES FROM (10) TO (20);
alter table public.t detach partition public.t_2;

-- s02 drop index public.t.t_gone
--     lock ACCESS EXCLUSIVE on public.t, public.t_gone; way back exact; hazards drop-index
--     undo: create index t_gone on public.t using btree (n, id);
drop index public.t_gone;

-- s03 drop index public.t.t_n
--     lock ACCESS EXCLUSIVE on public.t, public.t_n; way back exact; hazards drop-index
--     undo: create index t_n on public.t using btree (n);
drop index public.t_n;

-- s04 drop index public.t_2.t_2_n_id_idx
--     lock ACCESS EXCLUSIVE on public.t_2, public.t_2_n_id_idx; way back exact; hazards drop-index
--     undo: create index t_2_n_id_idx on public.t_2 using btree (n, id);
drop index public.t_2_n_id_idx;

-- s05 drop constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_pkey primary key (id);
alter table public.t drop constraint t_pkey;
