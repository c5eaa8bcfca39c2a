-- s01 drop operator class public.pairs using btree
--     lock none; way back exact; hazards drop-object
--     undo: create operator class public.pairs for type public.pair using btree family public.pairs as function 1 (public.pair, public.pair) public.compared(public.pair,public.pair);
--     undo: alter operator class public.pairs using btree owner to postgres;
drop operator class public.pairs using btree;

-- s02 create operator class public.pairs using btree
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator class public.pairs using btree;
create operator class public.pairs default for type public.pair using btree family public.pairs as function 1 (public.pair, public.pair) public.compared(public.pair,public.pair);
alter operator class public.pairs using btree owner to postgres;
