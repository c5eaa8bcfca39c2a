-- s01 rename routine public.gross(numeric, numeric) to with_tax(numeric, numeric)
--     lock none; way back exact; hazards rename-unlocked
--     carries comment routine, object privilege app_reader
--     undo: alter routine public.with_tax(numeric,numeric) rename to gross;
alter routine public.gross(numeric,numeric) rename to with_tax;

-- s02 rename routine public.tidy(date) to clean_up(date)
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter routine public.clean_up(date) rename to tidy;
alter routine public.tidy(date) rename to clean_up;
