-- s01 create foreign server more
--     lock none; way back exact; hazards create-object
--     undo: drop server more;
create server more foreign data wrapper far;

-- s02 create table public.r
--     lock none; way back exact; hazards create-object
--     undo: drop foreign table public.r;
create foreign table public.r (
    id integer
) server more;

-- s03 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT id
   FROM public.r;

-- s04 set owner more.foreign server
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter server more owner to current_user;
alter server more owner to postgres;

-- s05 set owner public.r.table
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards set-owner
--     undo: alter table public.r owner to current_user;
alter table public.r owner to postgres;

-- s06 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
