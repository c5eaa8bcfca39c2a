-- s01 create routine public.F "f"(integer, text)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public."F ""f"""(integer,text);
CREATE OR REPLACE FUNCTION public."F ""f"""("a b" integer, "select" text DEFAULT 'x''y'::text)
 RETURNS integer
 LANGUAGE sql
AS $function$ select 1 -- '"
$function$;

-- s02 create routine public.call()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.call();
CREATE OR REPLACE PROCEDURE public.call()
 LANGUAGE sql
AS $procedure$select 1$procedure$;

-- s03 create routine public.f(x)(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public."f(x)"(integer);
CREATE OR REPLACE FUNCTION public."f(x)"(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s04 set owner public.F "f"(integer, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."F ""f"""(integer,text) owner to current_user;
alter routine public."F ""f"""(integer,text) owner to postgres;

-- s05 set owner public.call().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.call() owner to current_user;
alter routine public.call() owner to postgres;

-- s06 set owner public.f(x)(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."f(x)"(integer) owner to current_user;
alter routine public."f(x)"(integer) owner to postgres;
