-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 move table public.orders to schema app
--     lock ACCESS EXCLUSIVE on public.orders; way back exact; hazards set-schema
--     carries constraint orders_pkey
--     undo: alter table app.orders set schema public;
alter table public.orders set schema app;

-- s03 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;
