-- s01 create routine public.add(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.add(integer,integer);
CREATE OR REPLACE FUNCTION public.add(a integer, b integer DEFAULT 2)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 5
AS $function$select a + b$function$;

-- s02 create routine public.add(text, text)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.add(text,text);
CREATE OR REPLACE FUNCTION public.add(a text, b text)
 RETURNS text
 LANGUAGE sql
AS $function$select a || b$function$;

-- s03 create routine public.do_it(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.do_it(integer);
CREATE OR REPLACE PROCEDURE public.do_it(INOUT x integer)
 LANGUAGE plpgsql
AS $procedure$ begin x := x + 1; end $procedure$;

-- s04 create routine public.many(integer[])
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.many(integer[]);
CREATE OR REPLACE FUNCTION public.many(VARIADIC xs integer[], OUT total integer, OUT n integer)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 2$function$;

-- s05 create routine public.rows_of(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.rows_of(integer);
CREATE OR REPLACE FUNCTION public.rows_of(n integer)
 RETURNS TABLE(a integer, b text)
 LANGUAGE sql
 ROWS 5
AS $function$ select n, 'it''s; "x"' $function$;

-- s06 create routine public.secure()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.secure();
CREATE OR REPLACE FUNCTION public.secure()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET work_mem TO '1MB'
AS $function$ begin null; end $function$;

-- s07 create routine public.trig()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.trig();
CREATE OR REPLACE FUNCTION public.trig()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin return new; end $function$;

-- s08 set owner public.add(integer, integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.add(integer,integer) owner to current_user;
alter routine public.add(integer,integer) owner to postgres;

-- s09 set owner public.add(text, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.add(text,text) owner to current_user;
alter routine public.add(text,text) owner to postgres;

-- s10 set owner public.do_it(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.do_it(integer) owner to current_user;
alter routine public.do_it(integer) owner to postgres;

-- s11 set owner public.many(integer[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.many(integer[]) owner to current_user;
alter routine public.many(integer[]) owner to postgres;

-- s12 set owner public.rows_of(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.rows_of(integer) owner to current_user;
alter routine public.rows_of(integer) owner to postgres;

-- s13 set owner public.secure().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.secure() owner to current_user;
alter routine public.secure() owner to postgres;

-- s14 set owner public.trig().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.trig() owner to current_user;
alter routine public.trig() owner to postgres;
