-- s01 drop constraint public.a.a_b_id_fkey
--     lock ACCESS EXCLUSIVE on public.a, public.b; way back exact; hazards drop-foreign-key
--     undo: alter table public.a add constraint a_b_id_fkey foreign key (b_id) references public.b (id);
alter table public.a drop constraint a_b_id_fkey;

-- s02 drop constraint public.b.b_a_id_fkey
--     lock ACCESS EXCLUSIVE on public.b, public.a; way back exact; hazards drop-foreign-key
--     undo: alter table public.b add constraint b_a_id_fkey foreign key (a_id) references public.a (id);
alter table public.b drop constraint b_a_id_fkey;

-- s03 drop table public.a
--     lock ACCESS EXCLUSIVE on public.a; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.a (\n    id integer not null,\n    b_id integer\n);
--     undo: alter table public.a add constraint a_pkey primary key (id);
--     undo: alter table public.a owner to postgres;
drop table public.a;

-- s04 drop table public.b
--     lock ACCESS EXCLUSIVE on public.b; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.b (\n    id integer not null,\n    a_id integer\n);
--     undo: alter table public.b add constraint b_pkey primary key (id);
--     undo: alter table public.b owner to postgres;
drop table public.b;
