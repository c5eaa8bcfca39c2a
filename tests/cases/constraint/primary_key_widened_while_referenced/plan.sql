-- s01 drop constraint public.u.u_a_fkey
--     lock ACCESS EXCLUSIVE on public.u, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.u add constraint u_a_fkey foreign key (a) references public.t (a);
alter table public.u drop constraint u_a_fkey;

-- s02 drop constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_pkey primary key (a);
alter table public.t drop constraint t_pkey;

-- s03 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (a, b);

-- s04 create constraint public.u.u_a_b_fkey
--     lock SHARE ROW EXCLUSIVE on public.u, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.u drop constraint u_a_b_fkey;
alter table public.u add constraint u_a_b_fkey foreign key (a, b) references public.t (a, b);
