-- s01 drop index public.t.i
--     lock ACCESS EXCLUSIVE on public.t, public.i; way back exact; hazards drop-index
--     undo: create index i on public.t using btree (n public.others);
drop index public.i;

-- s02 create index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create index i on public.t using btree (n public.tens);
