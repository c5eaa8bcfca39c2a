-- s01 create operator family member public.tens using btree.function 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop function 1 (integer, bigint);
alter operator family public.tens using btree add function 1 (integer, bigint) public.ordered(integer,bigint);

-- s02 create operator family member public.tens using btree.operator 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop operator 1 (integer, bigint);
alter operator family public.tens using btree add operator 1 public.<<<(integer,bigint);
