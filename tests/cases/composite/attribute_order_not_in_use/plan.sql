-- s01 drop composite public.pair
--     lock none; way back exact; hazards drop-type
--     undo: create type public.pair as (c date, b text, a integer);
--     undo: alter type public.pair owner to postgres;
drop type public.pair;

-- s02 create composite public.pair
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop type public.pair;
create type public.pair as (a integer, b text, c date);
alter type public.pair owner to postgres;
