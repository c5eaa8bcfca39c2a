-- s01 drop index public.t.i
--     lock ACCESS EXCLUSIVE on public.t, public.i; way back exact; hazards drop-index
--     undo: create index i on public.t using btree (a, b);
drop index public.i;

-- s02 drop index public.t.k
--     lock ACCESS EXCLUSIVE on public.t, public.k; way back exact; hazards drop-index
--     undo: create index k on public.t using btree (a) where (b = 'y'::text);
drop index public.k;

-- s03 create index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create unique index i on public.t using btree (a, b desc);

-- s04 alter index public.t.j
--     lock SHARE UPDATE EXCLUSIVE on public.j; way back exact; hazards index-option
--     undo: alter index public.j reset (fillfactor);
--     undo: alter index public.j set (deduplicate_items=off);
alter index public.j reset (deduplicate_items);
alter index public.j set (fillfactor=50);

-- s05 create index public.t.k
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.k;
create index k on public.t using btree (a) where (b = 'x'::text);
