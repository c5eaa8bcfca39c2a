-- s01 drop constraint public.t.ck
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint ck check ((c > 5));
alter table public.t drop constraint ck;

-- s02 drop constraint public.t.fk
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards drop-foreign-key
--     undo: alter table public.t add constraint fk foreign key (a) references public.p (id);
alter table public.t drop constraint fk;

-- s03 drop constraint public.t.fk2
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards drop-foreign-key
--     undo: alter table public.t add constraint fk2 foreign key (b) references public.p (id);
alter table public.t drop constraint fk2;

-- s04 drop constraint public.t.lt
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint lt unique (b);
alter table public.t drop constraint lt;

-- s05 drop constraint public.t.uq
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint uq unique (d);
alter table public.t drop constraint uq;

-- s06 create constraint public.t.ck
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint ck;
alter table public.t add constraint ck check (((c > 5) OR (c < 3)));

-- s07 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (a) references public.p (id) on delete cascade;

-- s08 create constraint public.t.fk2
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk2;
alter table public.t add constraint fk2 foreign key (b) references public.p (other);

-- s09 create constraint public.t.lt
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint lt;
alter table public.t add constraint lt unique (b) deferrable;

-- s10 create constraint public.t.uq
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint uq;
alter table public.t add constraint uq unique (d, c);
