-- s01 let publication told go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.c; way back exact; hazards publish
--     undo: alter publication told add table public.c;
alter publication told drop table public.c;

-- s02 drop table public.c
--     lock ACCESS EXCLUSIVE on public.c; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.c (\n    id integer not null\n);
--     undo: alter table public.c add constraint c_pkey primary key (id);
--     undo: alter table public.c owner to postgres;
drop table public.c;
