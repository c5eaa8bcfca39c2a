-- s01 alter language mine
--     lock none; way back exact; hazards alter-object
--     undo: create or replace language mine handler public.handled;
create or replace language mine handler public.handled inline public.in_line;

-- s02 alter language other
--     lock none; way back exact; hazards alter-object
--     undo: create or replace language other handler public.handled;
create or replace language other handler public.handled validator public.checked;
