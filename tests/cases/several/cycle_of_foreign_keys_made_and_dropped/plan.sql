-- s01 drop constraint public.d.d_e_id_fkey
--     lock ACCESS EXCLUSIVE on public.d, public.e; way back exact; hazards drop-foreign-key
--     undo: alter table public.d add constraint d_e_id_fkey foreign key (e_id) references public.e (id);
alter table public.d drop constraint d_e_id_fkey;

-- s02 drop constraint public.e.e_d_id_fkey
--     lock ACCESS EXCLUSIVE on public.e, public.d; way back exact; hazards drop-foreign-key
--     undo: alter table public.e add constraint e_d_id_fkey foreign key (d_id) references public.d (id);
alter table public.e drop constraint e_d_id_fkey;

-- s03 drop table public.d
--     lock ACCESS EXCLUSIVE on public.d; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.d (\n    id integer not null,\n    e_id integer\n);
--     undo: alter table public.d add constraint d_pkey primary key (id);
--     undo: alter table public.d owner to postgres;
drop table public.d;

-- s04 drop table public.e
--     lock ACCESS EXCLUSIVE on public.e; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.e (\n    id integer not null,\n    d_id integer\n);
--     undo: alter table public.e add constraint e_pkey primary key (id);
--     undo: alter table public.e owner to postgres;
drop table public.e;

-- s05 create table public.a
--     lock none; way back exact; hazards create-object
--     undo: drop table public.a;
create table public.a (
    id integer not null,
    b_id integer,
    c_id integer
);

-- s06 create table public.b
--     lock none; way back exact; hazards create-object
--     undo: drop table public.b;
create table public.b (
    id integer not null,
    a_id integer,
    parent integer
);

-- s07 create table public.c
--     lock none; way back exact; hazards create-object
--     undo: drop table public.c;
create table public.c (
    id integer not null,
    b_id integer
);

-- s08 create constraint public.a.a_pkey
--     lock ACCESS EXCLUSIVE on public.a; scans; way back exact; hazards add-unique
--     undo: alter table public.a drop constraint a_pkey;
alter table public.a add constraint a_pkey primary key (id);

-- s09 create constraint public.b.b_a_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.b, public.a; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.b drop constraint b_a_id_fkey;
alter table public.b add constraint b_a_id_fkey foreign key (a_id) references public.a (id);

-- s10 create constraint public.b.b_pkey
--     lock ACCESS EXCLUSIVE on public.b; scans; way back exact; hazards add-unique
--     undo: alter table public.b drop constraint b_pkey;
alter table public.b add constraint b_pkey primary key (id);

-- s11 create constraint public.a.a_b
--     lock SHARE ROW EXCLUSIVE on public.a, public.b; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.a drop constraint a_b;
alter table public.a add constraint a_b foreign key (b_id) references public.b (id);

-- s12 create constraint public.b.b_parent_fkey
--     lock SHARE ROW EXCLUSIVE on public.b; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.b drop constraint b_parent_fkey;
alter table public.b add constraint b_parent_fkey foreign key (parent) references public.b (id);

-- s13 create constraint public.c.c_b_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.c, public.b; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.c drop constraint c_b_id_fkey;
alter table public.c add constraint c_b_id_fkey foreign key (b_id) references public.b (id) deferrable initially deferred;

-- s14 create constraint public.c.c_pkey
--     lock ACCESS EXCLUSIVE on public.c; scans; way back exact; hazards add-unique
--     undo: alter table public.c drop constraint c_pkey;
alter table public.c add constraint c_pkey primary key (id);

-- s15 create constraint public.a.a_c
--     lock SHARE ROW EXCLUSIVE on public.a, public.c; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.a drop constraint a_c;
alter table public.a add constraint a_c foreign key (c_id) references public.c (id);

-- s16 set owner public.a.table
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-owner
--     undo: alter table public.a owner to current_user;
alter table public.a owner to postgres;

-- s17 set owner public.b.table
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards set-owner
--     undo: alter table public.b owner to current_user;
alter table public.b owner to postgres;

-- s18 set owner public.c.table
--     lock ACCESS EXCLUSIVE on public.c; way back exact; hazards set-owner
--     undo: alter table public.c owner to current_user;
alter table public.c owner to postgres;
