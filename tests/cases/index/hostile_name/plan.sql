-- s01 create index public.T t.i\nj
--     lock SHARE on public."T t"; scans; way back exact; hazards create-index
--     undo: drop index public."i\nj";
create index "i
j" on public."T t" using btree (lower("b""c"), "A") where ("b""c" <> 'x''y'::text);

-- s02 create index public.T t.select
--     lock SHARE on public."T t"; scans; way back exact; hazards create-index
--     undo: drop index public."select";
create index "select" on public."T t" using btree ("A");

-- s03 create index public.T t.é'
--     lock SHARE on public."T t"; scans; way back exact; hazards create-index
--     undo: drop index public."é'";
create index "é'" on public."T t" using btree ("A") include ("b""c");
