-- s01 create table public.a
--     lock none; way back exact; hazards create-object
--     undo: drop table public.a;
create table public.a (
    id integer default 1 not null,
    name text
);

-- s02 create table public.b
--     lock none; way back exact; hazards create-object
--     undo: drop table public.b;
create table public.b (
    extra integer
) inherits (public.a);

-- s03 create table public.c
--     lock none; way back exact; hazards create-object
--     undo: drop table public.c;
create table public.c () inherits (public.b);

-- s04 create constraint public.a.a_name_check
--     lock ACCESS EXCLUSIVE on public.a; scans; way back exact; hazards add-check
--     undo: alter table public.a drop constraint a_name_check;
alter table public.a add constraint a_name_check check ((name <> ''::text));

-- s05 set owner public.a.table
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-owner
--     undo: alter table public.a owner to current_user;
alter table public.a owner to postgres;

-- s06 set owner public.b.table
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards set-owner
--     undo: alter table public.b owner to current_user;
alter table public.b owner to postgres;

-- s07 set owner public.c.table
--     lock ACCESS EXCLUSIVE on public.c; way back exact; hazards set-owner
--     undo: alter table public.c owner to current_user;
alter table public.c owner to postgres;
