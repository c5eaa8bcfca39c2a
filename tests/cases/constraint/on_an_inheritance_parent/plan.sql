-- s01 create constraint public.a.ck
--     lock ACCESS EXCLUSIVE on public.a; scans; way back exact; hazards add-check
--     undo: alter table public.a drop constraint ck;
alter table public.a add constraint ck check ((id > 0));

-- s02 create constraint public.a.only_a
--     lock ACCESS EXCLUSIVE on public.a; scans; way back exact; hazards add-check
--     undo: alter table public.a drop constraint only_a;
alter table public.a add constraint only_a check ((id < 50)) no inherit;
