-- s01 alter table public.r
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r options (add schema_name 'y', set table_name 'z');
alter foreign table public.r options (drop schema_name, set table_name 'x');

-- s02 alter column public.r.id
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r alter column id options (add b '2', set column_name 'id');
alter foreign table public.r alter column id options (drop b, set column_name 'no');

-- s03 alter column public.r.name
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public.r alter column name options (drop a);
alter foreign table public.r alter column name options (add a '1');
