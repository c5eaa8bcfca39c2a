-- s01 drop statistics public.other
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards drop-statistics
--     undo: create statistics public.other (mcv) on "C ""c", a from public.t;
--     undo: alter statistics public.other owner to postgres;
drop statistics public.other;

-- s02 create statistics public.other
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics, set-owner-unlocked
--     undo: drop statistics public.other;
create statistics public.other (mcv) on a, b from public.t;
alter statistics public.other owner to postgres;
