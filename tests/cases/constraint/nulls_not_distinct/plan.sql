-- s01 drop constraint public.t.u
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint u unique (a);
alter table public.t drop constraint u;

-- s02 create constraint public.t.u
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint u;
alter table public.t add constraint u unique nulls not distinct (a);
