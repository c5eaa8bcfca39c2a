-- s01 create operator public.>>>(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.>>>(integer, integer);
create operator public.>>> (function = public.above, leftarg = integer, rightarg = integer, commutator = operator(public.<<<));

-- s02 set owner public.>>>(integer, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.>>>(integer, integer) owner to current_user;
alter operator public.>>>(integer, integer) owner to postgres;
