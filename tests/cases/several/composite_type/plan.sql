-- s01 create composite public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type public.pair;
create type public.pair as (a integer, b integer);

-- s02 set owner public.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair owner to current_user;
alter type public.pair owner to postgres;
