-- s01 create operator family public.points using gist
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.points using gist;
create operator family public.points using gist;

-- s02 create operator family member public.points using gist.function 3 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.points using gist drop function 3 (point, point);
alter operator family public.points using gist add function 3 (point, point) gist_point_compress(internal);

-- s03 create operator family member public.points using gist.function 8 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.points using gist drop function 8 (point, point);
alter operator family public.points using gist add function 8 (point, point) gist_point_distance(internal,point,smallint,oid,internal);

-- s04 create operator family member public.points using gist.operator 11 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.points using gist drop operator 11 (point, point);
alter operator family public.points using gist add operator 11 |>>(point,point);

-- s05 create operator family member public.points using gist.operator 15 (point, point)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.points using gist drop operator 15 (point, point);
alter operator family public.points using gist add operator 15 <->(point,point) for order by pg_catalog.float_ops;

-- s06 create operator class public.points using gist
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.points using gist;
create operator class public.points for type point using gist family public.points as function 1 (point, point) gist_point_consistent(internal,point,smallint,oid,internal), function 2 (point, point) gist_box_union(internal,internal), function 5 (point, point) gist_box_penalty(internal,internal,internal), function 6 (point, point) gist_box_picksplit(internal,internal), function 7 (point, point) gist_box_same(box,box,internal), storage box;

-- s07 create index public.places.places_p_idx
--     lock SHARE on public.places; scans; way back exact; hazards create-index
--     undo: drop index public.places_p_idx;
create index places_p_idx on public.places using gist (p public.points);

-- s08 set owner public.points using gist.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.points using gist owner to current_user;
alter operator class public.points using gist owner to postgres;

-- s09 set owner public.points using gist.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.points using gist owner to current_user;
alter operator family public.points using gist owner to postgres;
