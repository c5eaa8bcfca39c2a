-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT n\n   FROM public.t\n  WHERE (n OPERATOR(public.===) 3);
--     undo: comment on view public.v is 'three';
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s02 drop operator public.===(integer, integer)
--     lock none; way back exact; hazards drop-object
--     undo: create operator public.=== (function = public.same_too, leftarg = integer, rightarg = integer);
--     undo: alter operator public.===(integer, integer) owner to postgres;
drop operator public.===(integer, integer);

-- s03 create operator public.===(integer, integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator public.===(integer, integer);
create operator public.=== (function = public.same, leftarg = integer, rightarg = integer);
alter operator public.===(integer, integer) owner to postgres;

-- s04 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT n
   FROM public.t
  WHERE (n OPERATOR(public.===) 3);
alter view public.v owner to postgres;
