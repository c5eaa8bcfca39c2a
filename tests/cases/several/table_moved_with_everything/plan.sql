-- s01 move table public.orders to schema app
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards set-schema
--     carries sequence orders_id_seq, constraint orders_label_check, constraint orders_label_key, constraint orders_pkey, constraint orders_user_id_fkey, index orders_lower, trigger touch, policy mine, privilege app_reader
--     undo: alter table app.orders set schema public;
alter table public.orders set schema app;
