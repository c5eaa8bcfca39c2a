-- s01 move statistics public.pair to schema s
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter statistics s.pair set schema public;
alter statistics public.pair set schema s;

-- s02 rename statistics public.few to other
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter statistics public.other rename to few;
alter statistics public.few rename to other;
