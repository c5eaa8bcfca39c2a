-- s01 set aside materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT a\n   FROM public.t\nwith data;
--     undo: create index i on public.m using btree (a);
--     undo: comment on materialized view public.m is 'a materialized view';
--     undo: comment on column public.m.a is 'its column';
--     undo: comment on index public.i is 'its index';
--     undo: alter materialized view public.m owner to postgres;
drop materialized view public.m;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT a\n   FROM public.t;
--     undo: CREATE TRIGGER instead INSTEAD OF UPDATE ON public.v FOR EACH ROW EXECUTE FUNCTION public.g();
--     undo: comment on view public.v is 'a view';
--     undo: comment on column public.v.a is 'its column';
--     undo: comment on trigger instead on public.v is 'its trigger';
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s03 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s04 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, create-trigger, comment, comment-unlocked, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT a
   FROM public.t;
CREATE TRIGGER instead INSTEAD OF UPDATE ON public.v FOR EACH ROW EXECUTE FUNCTION public.g();
comment on view public.v is 'a view';
comment on column public.v.a is 'its column';
comment on trigger instead on public.v is 'its trigger';
alter view public.v owner to postgres;

-- s05 restore materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m, public.i; scans; way back exact; hazards create-materialized-view, create-index, comment, set-owner
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT a
   FROM public.t
with data;
create index i on public.m using btree (a);
comment on materialized view public.m is 'a materialized view';
comment on column public.m.a is 'its column';
comment on index public.i is 'its index';
alter materialized view public.m owner to postgres;
