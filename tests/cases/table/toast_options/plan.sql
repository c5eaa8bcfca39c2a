-- s01 alter table public.t
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t reset (fillfactor, toast.autovacuum_enabled);
--     undo: alter table public.t set (toast.vacuum_index_cleanup=auto);
alter table public.t reset (toast.vacuum_index_cleanup);
alter table public.t set (fillfactor=70, toast.autovacuum_enabled=false);
