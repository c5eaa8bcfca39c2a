-- s01 create routine public.a()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.a();
CREATE OR REPLACE FUNCTION public.a()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$ begin return b(); end $function$;

-- s02 create routine public.b()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.b();
CREATE OR REPLACE FUNCTION public.b()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$ begin return a(); end $function$;

-- s03 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    x integer default public.a()
);

-- s04 set owner public.a().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.a() owner to current_user;
alter routine public.a() owner to postgres;

-- s05 set owner public.b().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.b() owner to current_user;
alter routine public.b() owner to postgres;

-- s06 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
