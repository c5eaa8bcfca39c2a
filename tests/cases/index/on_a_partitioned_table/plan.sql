-- s01 create index public.t.t_id
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_id;
create index t_id on public.t using btree (id);

-- s02 create index public.t_1.own
--     lock SHARE on public.t_1; scans; way back exact; hazards create-index
--     undo: drop index public.own;
create index own on public.t_1 using btree (day);
