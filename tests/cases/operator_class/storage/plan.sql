-- s01 drop operator class public.points using gist
--     lock none; way back exact; hazards drop-object
--     undo: create operator class public.points for type point using gist family public.points as function 1 (point, point) gist_point_consistent(internal,point,smallint,oid,internal), function 2 (point, point) gist_box_union(internal,internal), function 5 (point, point) gist_box_penalty(internal,internal,internal), function 6 (point, point) gist_box_picksplit(internal,internal), function 7 (point, point) gist_box_same(box,box,internal);
--     undo: alter operator class public.points using gist owner to postgres;
drop operator class public.points using gist;

-- s02 create operator class public.points using gist
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop operator class public.points using gist;
create operator class public.points for type point using gist family public.points as function 1 (point, point) gist_point_consistent(internal,point,smallint,oid,internal), function 2 (point, point) gist_box_union(internal,internal), function 5 (point, point) gist_box_penalty(internal,internal,internal), function 6 (point, point) gist_box_picksplit(internal,internal), function 7 (point, point) gist_box_same(box,box,internal), storage box;
alter operator class public.points using gist owner to postgres;
