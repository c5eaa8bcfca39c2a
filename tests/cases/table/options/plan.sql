-- s01 alter table public.t
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t reset (autovacuum_enabled);
--     undo: alter table public.t set (fillfactor=80, parallel_workers=2);
alter table public.t reset (parallel_workers);
alter table public.t set (fillfactor=70, autovacuum_enabled=false);
