-- s01 create materialized view public.M "m"
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public."M ""m""";
create materialized view public."M ""m""" as
 SELECT id AS "I d"
   FROM public.t
with data;

-- s02 create index public.M "m".on
--     lock SHARE on public."M ""m"""; scans; way back exact; hazards create-index
--     undo: drop index public."on";
create index "on" on public."M ""m""" using btree ("I d");

-- s03 set owner public.M "m".materialized view
--     lock ACCESS EXCLUSIVE on public."M ""m"""; way back exact; hazards set-owner
--     undo: alter materialized view public."M ""m""" owner to current_user;
alter materialized view public."M ""m""" owner to postgres;
