-- s01 alter operator public.!==(integer, integer)
--     lock none; way back exact; hazards alter-object
--     undo: drop operator public.!==(integer, integer);
--     undo: create operator public.!== (function = public.unlike, leftarg = integer, rightarg = integer);
--     undo: alter operator public.!==(integer, integer) owner to postgres;
alter operator public.!==(integer, integer) set (negator = operator(public.===));

-- s02 alter operator public.===(integer, integer)
--     lock none; way back exact; hazards alter-object
--     undo: drop operator public.===(integer, integer);
--     undo: create operator public.=== (function = public.same, leftarg = integer, rightarg = integer);
--     undo: alter operator public.===(integer, integer) owner to postgres;
alter operator public.===(integer, integer) set (negator = operator(public.!==));
