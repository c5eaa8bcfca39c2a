-- s01 alter table public.Odd; "table
--     lock ACCESS EXCLUSIVE on public."Odd; ""table"; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public."Odd; ""table" options (set "Odd key" 'c');
alter foreign table public."Odd; ""table" options (set "Odd key"  E'a\\b');

-- s02 alter column public.Odd; "table.Odd col
--     lock ACCESS EXCLUSIVE on public."Odd; ""table"; way back exact; hazards alter-foreign-table
--     undo: alter foreign table public."Odd; ""table" alter column "Odd col" options (set "Odd key" 'x');
alter foreign table public."Odd; ""table" alter column "Odd col" options (set "Odd key" 'it''s');
