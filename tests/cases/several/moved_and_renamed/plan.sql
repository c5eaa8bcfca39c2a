-- s01 move table public.clients to schema app
--     lock ACCESS EXCLUSIVE on public.clients, app.clients; way back exact; hazards set-schema, rename
--     carries constraint ck, constraint customers_email_key
--     undo: alter table app.customers set schema public;
--     undo: alter table public.customers rename to clients;
alter table public.clients set schema app;
alter table app.clients rename to customers;
