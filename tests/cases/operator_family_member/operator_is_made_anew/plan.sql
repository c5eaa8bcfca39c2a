-- s01 set aside operator family member public.tens using btree.operator 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree add operator 1 public.<<<(integer,bigint);
alter operator family public.tens using btree drop operator 1 (integer, bigint);

-- s02 drop operator public.<<<(integer, bigint)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.<<< (function = public.lower_than, leftarg = integer, rightarg = bigint);
--     undo: alter operator public.<<<(integer, bigint) owner to postgres;
drop operator public.<<<(integer, bigint);

-- s03 create operator public.<<<(integer, bigint)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator public.<<<(integer, bigint);
create operator public.<<< (function = public.below, leftarg = integer, rightarg = bigint);
alter operator public.<<<(integer, bigint) owner to postgres;

-- s04 restore operator family member public.tens using btree.operator 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop operator 1 (integer, bigint);
alter operator family public.tens using btree add operator 1 public.<<<(integer,bigint);
