-- s01 create constraint public.t.fk to p
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint "fk to p";
alter table public.t add constraint "fk to p" foreign key (a, b) references public.p (a, b) match full on update cascade on delete set null;

-- s02 create constraint public.t.t_a_b_key
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_a_b_key;
alter table public.t add constraint t_a_b_key unique (a, b);

-- s03 create constraint public.t.t_c_check
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint t_c_check;
alter table public.t add constraint t_c_check check ((c <> ''::text));

-- s04 create constraint public.t.t_c_d_key
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_c_d_key;
alter table public.t add constraint t_c_d_key unique (c) include (d);

-- s05 create constraint public.t.t_during
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_during;
alter table public.t add constraint t_during EXCLUDE USING gist (during WITH &&);

-- s06 create constraint public.t.t_late
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_late;
alter table public.t add constraint t_late unique (d) deferrable;

-- s07 create constraint public.t.t_not_valid
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-check-not-valid
--     undo: alter table public.t drop constraint t_not_valid;
alter table public.t add constraint t_not_valid check ((d > 5)) not valid;

-- s08 create constraint public.t.t_only
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint t_only;
alter table public.t add constraint t_only check ((d > '-5'::integer)) no inherit;

-- s09 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id);

-- s10 create constraint public.t.t_self
--     lock SHARE ROW EXCLUSIVE on public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint t_self;
alter table public.t add constraint t_self foreign key (d) references public.t (id) deferrable initially deferred;
