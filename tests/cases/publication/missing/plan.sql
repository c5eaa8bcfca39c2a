-- s01 create table public.c
--     lock none; way back exact; hazards create-object
--     undo: drop table public.c;
create table public.c (
    id integer not null
);

-- s02 create constraint public.c.c_pkey
--     lock ACCESS EXCLUSIVE on public.c; scans; way back exact; hazards add-unique
--     undo: alter table public.c drop constraint c_pkey;
alter table public.c add constraint c_pkey primary key (id);

-- s03 create publication everything
--     lock SHARE UPDATE EXCLUSIVE; way back exact; hazards publish
--     undo: drop publication everything;
create publication everything for all tables with (publish = 'insert, update', publish_via_partition_root = true);

-- s04 create publication nothing
--     lock SHARE UPDATE EXCLUSIVE; way back exact; hazards publish
--     undo: drop publication nothing;
create publication nothing with (publish = 'insert, update, delete, truncate');

-- s05 create publication two
--     lock SHARE UPDATE EXCLUSIVE on public.a, public.c; way back exact; hazards publish
--     undo: drop publication two;
create publication two for table public.a, public.c with (publish = 'insert, update, delete, truncate');

-- s06 set owner everything.publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication everything owner to current_user;
alter publication everything owner to postgres;

-- s07 set owner nothing.publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication nothing owner to current_user;
alter publication nothing owner to postgres;

-- s08 set owner public.c.table
--     lock ACCESS EXCLUSIVE on public.c; way back exact; hazards set-owner
--     undo: alter table public.c owner to current_user;
alter table public.c owner to postgres;

-- s09 set owner two.publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication two owner to current_user;
alter publication two owner to postgres;
