-- s01 rename constraint public.t.ck to t_ck
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint t_ck to ck;
alter table public.t rename constraint ck to t_ck;

-- s02 rename constraint public.t.fk to t_fk
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards rename
--     undo: alter table public.t rename constraint t_fk to fk;
alter table public.t rename constraint fk to t_fk;

-- s03 rename constraint public.t.pk to t_pk
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint t_pk to pk;
alter table public.t rename constraint pk to t_pk;

-- s04 rename constraint public.t.uq to t_uq
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint t_uq to uq;
alter table public.t rename constraint uq to t_uq;
