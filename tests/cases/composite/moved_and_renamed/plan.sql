-- s01 move composite public.pair to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type app.pair set schema public;
alter type public.pair set schema app;

-- s02 rename composite public.triple to trio
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter type public.trio rename to triple;
alter type public.triple rename to trio;
