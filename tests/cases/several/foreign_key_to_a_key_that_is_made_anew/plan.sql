-- s01 set aside constraint public.c.fk
--     lock ACCESS EXCLUSIVE on public.c, public.p; way back exact; hazards drop-foreign-key
--     undo: alter table public.c add constraint fk foreign key (p_id) references public.p (id);
alter table public.c drop constraint fk;

-- s02 drop constraint public.p.pk
--     lock ACCESS EXCLUSIVE on public.p; way back exact; hazards drop-constraint
--     undo: alter table public.p add constraint pk primary key (id);
alter table public.p drop constraint pk;

-- s03 create constraint public.p.pk
--     lock ACCESS EXCLUSIVE on public.p; scans; way back exact; hazards add-unique
--     undo: alter table public.p drop constraint pk;
alter table public.p add constraint pk primary key (id) include (other);

-- s04 restore constraint public.c.fk
--     lock SHARE ROW EXCLUSIVE on public.c, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.c drop constraint fk;
alter table public.c add constraint fk foreign key (p_id) references public.p (id);
