-- s01 create routine public.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer default public.f(),
    n integer
);

-- s03 create routine public.all_of()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.all_of();
CREATE OR REPLACE FUNCTION public.all_of()
 RETURNS SETOF public.t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id,
     t.n
    FROM public.t;
END;

-- s04 create routine public.newest()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.newest();
CREATE OR REPLACE FUNCTION public.newest()
 RETURNS public.t
 LANGUAGE sql
AS $function$select * from public.t limit 1$function$;

-- s05 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    n
   FROM public.all_of() all_of(id, n);

-- s06 set owner public.all_of().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.all_of() owner to current_user;
alter routine public.all_of() owner to postgres;

-- s07 set owner public.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f() owner to current_user;
alter routine public.f() owner to postgres;

-- s08 set owner public.newest().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.newest() owner to current_user;
alter routine public.newest() owner to postgres;

-- s09 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s10 set owner public.v.view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter view public.v owner to current_user;
alter view public.v owner to postgres;
