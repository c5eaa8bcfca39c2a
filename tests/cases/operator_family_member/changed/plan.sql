-- s01 drop operator family member public.tens using btree.function 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree add function 1 (integer, bigint) public.ordered_too(integer,bigint);
alter operator family public.tens using btree drop function 1 (integer, bigint);

-- s02 create operator family member public.tens using btree.function 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop function 1 (integer, bigint);
alter operator family public.tens using btree add function 1 (integer, bigint) public.ordered(integer,bigint);
