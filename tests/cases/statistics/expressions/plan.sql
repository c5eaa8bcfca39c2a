-- s01 drop statistics public.odd
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards drop-statistics
--     undo: create statistics public.odd on ((a + 1)) from public.t;
--     undo: alter statistics public.odd owner to postgres;
drop statistics public.odd;

-- s02 create statistics public.more
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics
--     undo: drop statistics public.more;
create statistics public.more (mcv) on a, (lower(c)) from public.t;

-- s03 create statistics public.odd
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics, set-owner-unlocked
--     undo: drop statistics public.odd;
create statistics public.odd on ((a + 2)) from public.t;
alter statistics public.odd owner to postgres;

-- s04 set owner public.more.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics public.more owner to current_user;
alter statistics public.more owner to postgres;
