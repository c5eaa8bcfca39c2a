-- s01 drop operator class public.tens using btree
--     lock none; way back exact; hazards drop-object
--     undo: create operator class public.tens for type integer using btree family public.g as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);
--     undo: alter operator class public.tens using btree owner to postgres;
drop operator class public.tens using btree;

-- s02 create operator class public.tens using btree
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator class public.tens using btree;
create operator class public.tens for type integer using btree family public.f as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);
alter operator class public.tens using btree owner to postgres;
