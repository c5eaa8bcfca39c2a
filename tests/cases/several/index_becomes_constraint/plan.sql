-- s01 drop index public.t.t_a
--     lock ACCESS EXCLUSIVE on public.t, public.t_a; way back exact; hazards drop-index
--     undo: create unique index t_a on public.t using btree (a);
drop index public.t_a;

-- s02 drop index public.t.t_pk
--     lock ACCESS EXCLUSIVE on public.t, public.t_pk; way back exact; hazards drop-index
--     undo: create unique index t_pk on public.t using btree (id);
drop index public.t_pk;

-- s03 drop constraint public.t.t_b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_b unique (a, id);
alter table public.t drop constraint t_b;

-- s04 create constraint public.t.t_a
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_a;
alter table public.t add constraint t_a unique (a);

-- s05 create constraint public.t.t_pk
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pk;
alter table public.t add constraint t_pk primary key (id);

-- s06 create index public.t.t_b
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_b;
create index t_b on public.t using btree (a, id);
