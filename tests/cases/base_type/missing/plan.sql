-- s01 create base type public.number
--     lock none; way back none; hazards create-object
create type public.number;

-- s02 create routine public.number_in(cstring)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.number_in(cstring);
CREATE OR REPLACE FUNCTION public.number_in(cstring)
 RETURNS public.number
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;

-- s03 create routine public.number_out(public.number)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.number_out(public.number);
CREATE OR REPLACE FUNCTION public.number_out(public.number)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;

-- s04 create routine public.number_receive(internal)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.number_receive(internal);
CREATE OR REPLACE FUNCTION public.number_receive(internal)
 RETURNS public.number
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4recv$function$;

-- s05 complete base type public.number now that its parts are there
--     lock none; way back none; hazards create-object
create type public.number (input = public.number_in, output = public.number_out, receive = public.number_receive, internallength = 4, passedbyvalue, alignment = int4, storage = plain, category = 'N', default = '7', delimiter = ',');

-- s06 create domain public.counted
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.counted;
create domain public.counted as public.number;

-- s07 create routine public.number_send(public.number)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.number_send(public.number);
CREATE OR REPLACE FUNCTION public.number_send(public.number)
 RETURNS bytea
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4send$function$;

-- s08 create routine public.twice(public.number)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.twice(public.number);
CREATE OR REPLACE FUNCTION public.twice(n public.number)
 RETURNS public.number
 LANGUAGE sql
AS $function$select n$function$;

-- s09 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public.number,
    many public.number[]
);

-- s10 create comment public.number.base type
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public.number is null;
comment on type public.number is 'a number';

-- s11 set owner public.counted.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.counted owner to current_user;
alter domain public.counted owner to postgres;

-- s12 set owner public.number.base type
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.number owner to current_user;
alter type public.number owner to app_writer;

-- s13 set owner public.number_in(cstring).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.number_in(cstring) owner to current_user;
alter routine public.number_in(cstring) owner to postgres;

-- s14 set owner public.number_out(public.number).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.number_out(public.number) owner to current_user;
alter routine public.number_out(public.number) owner to postgres;

-- s15 set owner public.number_receive(internal).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.number_receive(internal) owner to current_user;
alter routine public.number_receive(internal) owner to postgres;

-- s16 set owner public.number_send(public.number).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.number_send(public.number) owner to current_user;
alter routine public.number_send(public.number) owner to postgres;

-- s17 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s18 set owner public.twice(public.number).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.twice(public.number) owner to current_user;
alter routine public.twice(public.number) owner to postgres;

-- s19 create object privilege public.number.base type.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on type public.number to public;
revoke all on type public.number from public;
