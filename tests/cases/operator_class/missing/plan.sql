-- s01 create operator family public.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.tens using btree;
create operator family public.tens using btree;

-- s02 create operator class public.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.tens using btree;
create operator class public.tens for type integer using btree family public.tens as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);

-- s03 set owner public.tens using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.tens using btree owner to current_user;
alter operator class public.tens using btree owner to postgres;

-- s04 set owner public.tens using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.tens using btree owner to current_user;
alter operator family public.tens using btree owner to postgres;
