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
