-- s01 create index public.p.p_id
--     lock SHARE on public.p; scans; way back exact; hazards create-index
--     undo: drop index public.p_id;
create index p_id on only public.p using btree (id);
