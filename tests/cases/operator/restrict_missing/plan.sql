-- s01 alter operator public.===(integer, integer)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator public.===(integer, integer) set (restrict = none);
alter operator public.===(integer, integer) set (restrict = pg_catalog.eqsel);
