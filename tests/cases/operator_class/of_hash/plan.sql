-- s01 create operator family public.tens using hash
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.tens using hash;
create operator family public.tens using hash;

-- s02 create operator class public.tens using hash
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.tens using hash;
create operator class public.tens for type integer using hash family public.tens as operator 1 public.===(integer,integer), function 1 (integer, integer) hashint4(integer);

-- s03 set owner public.tens using hash.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.tens using hash owner to current_user;
alter operator class public.tens using hash owner to postgres;

-- s04 set owner public.tens using hash.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.tens using hash owner to current_user;
alter operator family public.tens using hash owner to postgres;
