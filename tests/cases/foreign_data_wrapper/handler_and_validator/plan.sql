-- s01 alter foreign data wrapper far
--     lock none; way back exact; hazards alter-object
--     undo: alter foreign data wrapper far no handler no validator;
alter foreign data wrapper far handler public.postgres_fdw_handler validator public.postgres_fdw_validator;
