-- s01 alter operator public.===(integer, integer)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator public.===(integer, integer) set (join = pg_catalog.neqjoinsel);
alter operator public.===(integer, integer) set (join = pg_catalog.eqjoinsel);
