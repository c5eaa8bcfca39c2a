-- s01 create table public.u
--     lock none; way back exact; hazards create-object
--     undo: drop table public.u;
create table public.u (
    a integer,
    b integer
);

-- s02 create statistics public.of_u
--     lock SHARE UPDATE EXCLUSIVE on public.u; way back exact; hazards create-statistics
--     undo: drop statistics public.of_u;
create statistics public.of_u (dependencies) on a, b from public.u;

-- s03 create statistics public.pair
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics
--     undo: drop statistics public.pair;
create statistics public.pair (ndistinct, dependencies, mcv) on a, b from public.t;

-- s04 create statistics s.few
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics, alter-statistics
--     undo: drop statistics s.few;
create statistics s.few (ndistinct, mcv) on a, b, c from public.t;
alter statistics s.few set statistics 200;

-- s05 set owner public.of_u.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics public.of_u owner to current_user;
alter statistics public.of_u owner to postgres;

-- s06 set owner public.pair.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics public.pair owner to current_user;
alter statistics public.pair owner to postgres;

-- s07 set owner public.u.table
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards set-owner
--     undo: alter table public.u owner to current_user;
alter table public.u owner to postgres;

-- s08 set owner s.few.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics s.few owner to current_user;
alter statistics s.few owner to postgres;
