-- s01 create table public.a
--     lock none; way back exact; hazards create-object
--     undo: drop table public.a;
create table public.a (
    id integer not null,
    c_id integer
);

-- s02 create table public.b
--     lock none; way back exact; hazards create-object
--     undo: drop table public.b;
create table public.b (
    id integer not null,
    a_id integer
);

-- s03 create table public.c
--     lock none; way back exact; hazards create-object
--     undo: drop table public.c;
create table public.c (
    id integer not null,
    b_id integer,
    self integer
);

-- s04 create constraint public.a.a_pkey
--     lock ACCESS EXCLUSIVE on public.a; scans; way back exact; hazards add-unique
--     undo: alter table public.a drop constraint a_pkey;
alter table public.a add constraint a_pkey primary key (id);

-- s05 create constraint public.b.b_a_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.b, public.a; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.b drop constraint b_a_id_fkey;
alter table public.b add constraint b_a_id_fkey foreign key (a_id) references public.a (id);

-- s06 create constraint public.b.b_pkey
--     lock ACCESS EXCLUSIVE on public.b; scans; way back exact; hazards add-unique
--     undo: alter table public.b drop constraint b_pkey;
alter table public.b add constraint b_pkey primary key (id);

-- s07 create constraint public.c.c_b_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.c, public.b; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.c drop constraint c_b_id_fkey;
alter table public.c add constraint c_b_id_fkey foreign key (b_id) references public.b (id);

-- s08 create constraint public.c.c_pkey
--     lock ACCESS EXCLUSIVE on public.c; scans; way back exact; hazards add-unique
--     undo: alter table public.c drop constraint c_pkey;
alter table public.c add constraint c_pkey primary key (id);

-- s09 create constraint public.a.a_c_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.a, public.c; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.a drop constraint a_c_id_fkey;
alter table public.a add constraint a_c_id_fkey foreign key (c_id) references public.c (id);

-- s10 create constraint public.c.c_self_fkey
--     lock SHARE ROW EXCLUSIVE on public.c; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.c drop constraint c_self_fkey;
alter table public.c add constraint c_self_fkey foreign key (self) references public.c (id);

-- s11 set owner public.a.table
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-owner
--     undo: alter table public.a owner to current_user;
alter table public.a owner to postgres;

-- s12 set owner public.b.table
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards set-owner
--     undo: alter table public.b owner to current_user;
alter table public.b owner to postgres;

-- s13 set owner public.c.table
--     lock ACCESS EXCLUSIVE on public.c; way back exact; hazards set-owner
--     undo: alter table public.c owner to current_user;
alter table public.c owner to postgres;
