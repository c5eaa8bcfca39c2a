-- s01 drop statistics public.pair
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards drop-statistics
--     undo: create statistics public.pair (ndistinct) on a, b from public.t;
--     undo: alter statistics public.pair owner to postgres;
drop statistics public.pair;

-- s02 alter statistics public.level
--     lock none; way back exact; hazards alter-statistics
--     undo: alter statistics public.level set statistics 10;
alter statistics public.level set statistics -1;

-- s03 create statistics public.pair
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics, set-owner-unlocked
--     undo: drop statistics public.pair;
create statistics public.pair (ndistinct, mcv) on a, b from public.t;
alter statistics public.pair owner to postgres;
