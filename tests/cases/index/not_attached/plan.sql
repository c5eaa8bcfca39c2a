-- s01 drop index public.p.p_id
--     lock ACCESS EXCLUSIVE on public.p, public.p_id; way back exact; hazards drop-index
--     undo: create index p_id on only public.p using btree (id);
drop index public.p_id;

-- s02 create index public.p.p_id
--     lock SHARE on public.p; scans; way back exact; hazards create-index
--     undo: drop index public.p_id;
create index p_id on public.p using btree (id);

-- s03 alter index public.p_1.p_1_id
--     lock ACCESS EXCLUSIVE on public.p_1_id, public.p_id; way back none; hazards attach-index
alter index public.p_id attach partition public.p_1_id;
