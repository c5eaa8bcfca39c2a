-- s01 set aside index public.t.i
--     lock ACCESS EXCLUSIVE on public.t, public.i; way back exact; hazards drop-index
--     undo: create index i on public.t using btree (n public.tens);
--     undo: comment on index public.i is 'by tens';
drop index public.i;

-- s02 drop operator class public.tens using btree
--     lock none; way back exact; hazards drop-object
--     undo: create operator class public.tens for type integer using btree family public.tens as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered_too(integer,integer);
--     undo: alter operator class public.tens using btree owner to postgres;
drop operator class public.tens using btree;

-- s03 create operator class public.tens using btree
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator class public.tens using btree;
create operator class public.tens for type integer using btree family public.tens as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);
alter operator class public.tens using btree owner to postgres;

-- s04 restore index public.t.i
--     lock SHARE on public.t, public.i; scans; way back exact; hazards create-index, comment
--     undo: drop index public.i;
create index i on public.t using btree (n public.tens);
comment on index public.i is 'by tens';
