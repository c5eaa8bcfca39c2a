-- s01 move operator public.<<<(integer, integer) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter operator app.<<<(integer, integer) set schema public;
alter operator public.<<<(integer, integer) set schema app;

-- s02 move operator public.>>>(integer, integer) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter operator app.>>>(integer, integer) set schema public;
alter operator public.>>>(integer, integer) set schema app;
