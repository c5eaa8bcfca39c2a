-- s01 create index public.t.t_x
--     lock SHARE on public.t, public.t_x; scans; way back exact; hazards create-index, index-option
--     undo: drop index public.t_x;
create index t_x on public.t using btree (lower(txt), a, ((a + id)));
alter index public.t_x alter column 3 set statistics 10;
