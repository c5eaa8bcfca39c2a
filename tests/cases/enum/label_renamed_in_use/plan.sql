-- s01 alter enum public.mood
--     lock none; way back exact; hazards enum-rename-value
--     undo: alter type public.mood rename value 'happy' to 'glad';
alter type public.mood rename value 'glad' to 'happy';
