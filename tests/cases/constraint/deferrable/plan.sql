-- s01 alter constraint public.t.fk
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards alter-constraint
--     undo: alter table public.t alter constraint fk not deferrable;
alter table public.t alter constraint fk deferrable initially deferred;

-- s02 alter constraint public.t.fk2
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards alter-constraint
--     undo: alter table public.t alter constraint fk2 deferrable;
alter table public.t alter constraint fk2 not deferrable;
