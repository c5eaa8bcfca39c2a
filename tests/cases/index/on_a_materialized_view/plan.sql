-- s01 create index public.mv.i
--     lock SHARE on public.mv; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create unique index i on public.mv using btree (a);
