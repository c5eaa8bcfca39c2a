-- s01 alter language mine
--     lock none; way back exact; hazards alter-object
--     undo: create or replace language mine handler public.handled;
create or replace trusted language mine handler public.handled inline public.in_line validator public.checked;
