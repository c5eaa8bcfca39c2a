-- s01 create access method trees
--     lock none; way back exact; hazards create-object
--     undo: drop access method trees;
create access method trees type index handler pg_catalog.bthandler;

-- s02 create operator family public.ints using trees
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.ints using trees;
create operator family public.ints using trees;

-- s03 create operator class public.ints using trees
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.ints using trees;
create operator class public.ints default for type integer using trees family public.ints as operator 1 <(integer,integer), operator 2 <=(integer,integer), operator 3 =(integer,integer), operator 4 >=(integer,integer), operator 5 >(integer,integer), function 1 (integer, integer) btint4cmp(integer,integer);

-- s04 set owner public.ints using trees.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.ints using trees owner to current_user;
alter operator class public.ints using trees owner to postgres;

-- s05 set owner public.ints using trees.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.ints using trees owner to current_user;
alter operator family public.ints using trees owner to postgres;
