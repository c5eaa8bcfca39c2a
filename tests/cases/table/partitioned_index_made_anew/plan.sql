-- s01 drop index public.t.t_x
--     lock ACCESS EXCLUSIVE on public.t, public.t_x; way back exact; hazards drop-index
--     undo: create index t_x on public.t using btree (n);
drop index public.t_x;

-- s02 create index public.t.t_x
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_x;
create index t_x on public.t using btree (n, m);
