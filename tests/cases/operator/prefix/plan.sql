-- s01 create operator public.!!(none, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.!!(none, integer);
create operator public.!! (function = public.turned, rightarg = integer);

-- s02 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT (OPERATOR(public.!!) n) AS turned
   FROM public.t;

-- s03 set owner public.!!(none, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.!!(none, integer) owner to current_user;
alter operator public.!!(none, integer) owner to postgres;

-- s04 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
