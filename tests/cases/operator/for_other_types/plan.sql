-- s01 drop operator public.===(integer, integer)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.=== (function = public.same, leftarg = integer, rightarg = integer);
--     undo: alter operator public.===(integer, integer) owner to postgres;
drop operator public.===(integer, integer);

-- s02 create operator public.===(bigint, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.===(bigint, integer);
create operator public.=== (function = public.same, leftarg = bigint, rightarg = integer);

-- s03 set owner public.===(bigint, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.===(bigint, integer) owner to current_user;
alter operator public.===(bigint, integer) owner to postgres;
