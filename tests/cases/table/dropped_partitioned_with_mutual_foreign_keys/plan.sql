-- s01 drop constraint public.a.a_b_id_b_at_fkey
--     lock ACCESS EXCLUSIVE on public.a, public.b; way back exact; hazards drop-foreign-key
--     undo: alter table public.a add constraint a_b_id_b_at_fkey foreign key (b_id, b_at) references public.b (id, at);
alter table public.a drop constraint a_b_id_b_at_fkey;

-- s02 drop constraint public.b.b_a_id_fkey
--     lock ACCESS EXCLUSIVE on public.b, public.a; way back exact; hazards drop-foreign-key
--     undo: alter table public.b add constraint b_a_id_fkey foreign key (a_id) references public.a (id);
alter table public.b drop constraint b_a_id_fkey;

-- s03 drop table public.a
--     lock ACCESS EXCLUSIVE on public.a; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.a (\n    id integer not null,\n    b_id integer,\n    b_at integer\n);
--     undo: alter table public.a add constraint a_pkey primary key (id);
--     undo: alter table public.a owner to postgres;
drop table public.a;

-- s04 drop table public.b_1
--     lock ACCESS EXCLUSIVE on public.b_1; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b_1 (\n    id integer constraint b_id_not_null not null,\n    at integer constraint b_at_not_null not null,\n    a_id integer\n);
--     undo: alter table public.b attach partition public.b_1 FOR VALUES FROM (1) TO (10);
--     undo: alter table public.b_1 owner to postgres;
drop table public.b_1;

-- s05 drop table public.b_2
--     lock ACCESS EXCLUSIVE on public.b_2; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b_2 (\n    id integer constraint b_id_not_null not null,\n    at integer constraint b_at_not_null not null,\n    a_id integer\n);
--     undo: alter table public.b attach partition public.b_2 DEFAULT;
--     undo: alter table public.b_2 owner to postgres;
drop table public.b_2;

-- s06 drop table public.b
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b (\n    id integer not null,\n    at integer not null,\n    a_id integer\n) partition by RANGE (at);
--     undo: alter table public.b add constraint b_pkey primary key (id, at);
--     undo: alter table public.b owner to postgres;
drop table public.b;
