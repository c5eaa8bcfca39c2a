-- s01 create base type public.pair_of
--     lock none; way back none; hazards create-object
create type public.pair_of;

-- s02 create routine public.pair_of_in(cstring)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.pair_of_in(cstring);
CREATE OR REPLACE FUNCTION public.pair_of_in(cstring)
 RETURNS public.pair_of
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$point_in$function$;

-- s03 create routine public.pair_of_out(public.pair_of)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.pair_of_out(public.pair_of);
CREATE OR REPLACE FUNCTION public.pair_of_out(public.pair_of)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$point_out$function$;

-- s04 complete base type public.pair_of now that its parts are there
--     lock none; way back none; hazards create-object
create type public.pair_of (input = public.pair_of_in, output = public.pair_of_out, subscript = pg_catalog.raw_array_subscript_handler, internallength = 16, alignment = double, storage = plain, category = 'G', element = double precision, delimiter = ',');

-- s05 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    p public.pair_of
);

-- s06 set owner public.pair_of.base type
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair_of owner to current_user;
alter type public.pair_of owner to postgres;

-- s07 set owner public.pair_of_in(cstring).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.pair_of_in(cstring) owner to current_user;
alter routine public.pair_of_in(cstring) owner to postgres;

-- s08 set owner public.pair_of_out(public.pair_of).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.pair_of_out(public.pair_of) owner to current_user;
alter routine public.pair_of_out(public.pair_of) owner to postgres;

-- s09 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
