-- s01 rename view public.v_active to active_users
--     lock ACCESS EXCLUSIVE on public.v_active; way back exact; hazards rename
--     undo: alter view public.active_users rename to v_active;
alter view public.v_active rename to active_users;
