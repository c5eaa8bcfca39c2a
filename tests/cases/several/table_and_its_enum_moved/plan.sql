-- s01 move enum public.status to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type app.status set schema public;
alter type public.status set schema app;

-- s02 move table public.orders to schema app
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards set-schema
--     carries sequence orders_id_seq, constraint orders_pkey, index orders_s_idx
--     undo: alter table app.orders set schema public;
alter table public.orders set schema app;
