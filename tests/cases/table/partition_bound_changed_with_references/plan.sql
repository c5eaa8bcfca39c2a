-- s01 set aside constraint public.o.o_t_id_fkey
--     lock ACCESS EXCLUSIVE on public.o, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.o add constraint o_t_id_fkey foreign key (t_id) references public.t (id);
alter table public.o drop constraint o_t_id_fkey;

-- s02 let table public.t_1 go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t, public.t_1; way back exact; hazards detach-partition
--     undo: alter table public.t attach partition public.t_1 FOR VALUES FROM (1) TO (10);
alter table public.t detach partition public.t_1;

-- s03 alter table public.t_1
--     lock ACCESS EXCLUSIVE on public.t_1, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_1;
alter table public.t attach partition public.t_1 FOR VALUES FROM (1) TO (20);

-- s04 restore constraint public.o.o_t_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.o, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.o drop constraint o_t_id_fkey;
alter table public.o add constraint o_t_id_fkey foreign key (t_id) references public.t (id);
