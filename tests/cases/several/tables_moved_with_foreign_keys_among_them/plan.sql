-- s01 move table public.items to schema app
--     lock ACCESS EXCLUSIVE on public.items; way back exact; hazards set-schema
--     carries sequence items_id_seq, constraint items_pkey, constraint items_user_id_fkey
--     undo: alter table app.items set schema public;
alter table public.items set schema app;

-- s02 move table public.tags to schema app
--     lock ACCESS EXCLUSIVE on public.tags; way back exact; hazards set-schema
--     carries constraint tags_item_id_fkey, constraint tags_pkey
--     undo: alter table app.tags set schema public;
alter table public.tags set schema app;

-- s03 move table public.users to schema app
--     lock ACCESS EXCLUSIVE on public.users; way back exact; hazards set-schema
--     carries sequence users_id_seq, constraint best, constraint users_pkey
--     undo: alter table app.users set schema public;
alter table public.users set schema app;
