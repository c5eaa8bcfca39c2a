-- s01 create view public.r
--     lock none; way back exact; hazards create-object
--     undo: drop view public.r;
create view public.r as
 WITH RECURSIVE r(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (r_1.n + 1)
           FROM r r_1
          WHERE (r_1.n < 5)
        )
 SELECT n
   FROM r;

-- s02 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a
   FROM public.t
  WHERE (id > 5);

-- s03 create view public.w
--     lock none; way back exact; hazards create-object
--     undo: drop view public.w;
create view public.w with (security_barrier=true) as
 SELECT id,
    a
   FROM public.v;

-- s04 create view public.x
--     lock none; way back exact; hazards create-object
--     undo: drop view public.x;
create view public.x with (check_option=local) as
 SELECT id,
    a
   FROM public.t
  WHERE (id > 1);

-- s05 set owner public.r.view
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards set-owner
--     undo: alter view public.r owner to current_user;
alter view public.r owner to postgres;

-- s06 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;

-- s07 set owner public.w.view
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards set-owner
--     undo: alter view public.w owner to current_user;
alter view public.w owner to postgres;

-- s08 set owner public.x.view
--     lock ACCESS EXCLUSIVE on public.x; way back exact; hazards set-owner
--     undo: alter view public.x owner to current_user;
alter view public.x owner to postgres;

-- s09 create privilege public.v.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.v from app_reader;
grant SELECT on public.v to app_reader;
