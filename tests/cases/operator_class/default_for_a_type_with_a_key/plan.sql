-- s01 create operator family public.pairs using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.pairs using btree;
create operator family public.pairs using btree;

-- s02 create operator class public.pairs using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.pairs using btree;
create operator class public.pairs default for type public.pair using btree family public.pairs as operator 1 public.<<<(public.pair,public.pair), operator 3 public.===(public.pair,public.pair), function 1 (public.pair, public.pair) public.compared(public.pair,public.pair);

-- s03 create constraint public.keyed.keyed_p_excl
--     lock ACCESS EXCLUSIVE on public.keyed; scans; way back exact; hazards add-unique
--     undo: alter table public.keyed drop constraint keyed_p_excl;
alter table public.keyed add constraint keyed_p_excl EXCLUDE USING btree (p WITH OPERATOR(public.===));

-- s04 create index public.keyed.keyed_p_idx
--     lock SHARE on public.keyed; scans; way back exact; hazards create-index
--     undo: drop index public.keyed_p_idx;
create index keyed_p_idx on public.keyed using btree (p);

-- s05 set owner public.pairs using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.pairs using btree owner to current_user;
alter operator class public.pairs using btree owner to postgres;

-- s06 set owner public.pairs using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.pairs using btree owner to current_user;
alter operator family public.pairs using btree owner to postgres;
