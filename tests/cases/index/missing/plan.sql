-- s01 create index public.t.I "x"
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public."I ""x""";
create index "I ""x""" on public.t using btree (a);

-- s02 create index public.t.i1
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i1;
create index i1 on public.t using btree (a);

-- s03 create index public.t.i2
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i2;
create unique index i2 on public.t using btree (lower(b), a desc nulls last);

-- s04 create index public.t.i3
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i3;
create index i3 on public.t using btree (a) where ((b IS NOT NULL) AND (d <> ''::text));

-- s05 create index public.t.i4
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i4;
create index i4 on public.t using gin (c pg_catalog.jsonb_path_ops);

-- s06 create index public.t.i5
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i5;
create index i5 on public.t using btree (b pg_catalog.text_pattern_ops, a nulls first, d collate pg_catalog."C" desc);

-- s07 create index public.t.i6
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i6;
create index i6 on public.t using btree (a) include (b, d) with (fillfactor=70);

-- s08 create index public.t.i7
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i7;
create index i7 on public.t using hash (b);

-- s09 create index public.t.i8
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i8;
create index i8 on public.t using brin (a) with (pages_per_range=16);

-- s10 create index public.t.i9
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i9;
create index i9 on public.t using btree (((a + id)), ((c ->> 'x'::text)));
