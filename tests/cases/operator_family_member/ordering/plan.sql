-- s01 drop operator family member public.f using gist.operator 1 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.f using gist add operator 1 >>(point,point);
alter operator family public.f using gist drop operator 1 (point, point);

-- s02 drop operator family member public.f using gist.operator 15 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.f using gist add operator 15 <->(point,point) for order by pg_catalog.integer_ops;
alter operator family public.f using gist drop operator 15 (point, point);

-- s03 create operator family member public.f using gist.operator 1 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.f using gist drop operator 1 (point, point);
alter operator family public.f using gist add operator 1 <<(point,point);

-- s04 create operator family member public.f using gist.operator 15 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.f using gist drop operator 15 (point, point);
alter operator family public.f using gist add operator 15 <->(point,point) for order by pg_catalog.float_ops;
