-- s01 create composite public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type public.pair;
create type public.pair as (a integer, b integer);

-- s02 create column public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column p;
alter table public.t add column p public.pair;

-- s03 set owner public.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair owner to current_user;
alter type public.pair owner to postgres;
