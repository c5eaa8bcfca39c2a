-- s01 drop materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT id\n   FROM public.t\nwith data;
--     undo: alter materialized view public.m owner to postgres;
drop materialized view public.m;

-- s02 create materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; scans; way back exact; hazards create-materialized-view, set-owner
--     undo: drop materialized view public.m;
create materialized view public.m with (fillfactor=70) as
 SELECT id
   FROM public.t
with data;
alter materialized view public.m owner to postgres;
