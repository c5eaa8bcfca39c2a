-- s01 drop operator public.===(integer, integer)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.=== (function = public.same_too, leftarg = integer, rightarg = integer);
--     undo: alter operator public.===(integer, integer) owner to postgres;
drop operator public.===(integer, integer);

-- s02 create operator public.===(integer, integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator public.===(integer, integer);
create operator public.=== (function = public.same, leftarg = integer, rightarg = integer);
alter operator public.===(integer, integer) owner to postgres;
