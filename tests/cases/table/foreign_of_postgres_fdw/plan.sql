-- s01 alter table public.r
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r options (drop fetch_size, set table_name 'y', add use_remote_estimate 'true');
alter foreign table public.r options (drop use_remote_estimate, add fetch_size '10', set table_name 'x');

-- s02 alter column public.r.id
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r alter column id options (drop column_name);
alter foreign table public.r alter column id options (add column_name 'no');

-- s03 alter column public.r.name
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r alter column name options (add column_name 'called');
alter foreign table public.r alter column name options (drop column_name);
