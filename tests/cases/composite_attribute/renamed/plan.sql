-- s01 rename composite attribute public.pair.b to label
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter type public.pair rename attribute label to b;
alter type public.pair rename attribute b to label;
