-- s01 create composite public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type public.pair;
create type public.pair as (a integer, b integer);
