-- s01 drop table public.thing
--     lock ACCESS EXCLUSIVE on public.thing; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.thing (\n    x integer\n);
--     undo: alter table public.thing owner to postgres;
drop table public.thing;

-- s02 create index public.t.thing
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.thing;
create index thing on public.t using btree (a);
