-- s01 create base type public.Ty "pe (x)
--     lock none; way back none; hazards create-object
create type public."Ty ""pe (x)";

-- s02 create routine public.In "(a)(cstring)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public."In ""(a)"(cstring);
CREATE OR REPLACE FUNCTION public."In ""(a)"(cstring)
 RETURNS public."Ty ""pe (x)"
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

-- s03 create routine public.Out '(public."Ty ""pe (x)")
--     lock none; way back exact; hazards create-object
--     undo: drop routine public."Out '"(public."Ty ""pe (x)");
CREATE OR REPLACE FUNCTION public."Out '"(public."Ty ""pe (x)")
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

-- s04 complete base type public.Ty "pe (x) now that its parts are there
--     lock none; way back none; hazards create-object
create type public."Ty ""pe (x)" (input = public."In ""(a)", output = public."Out '", internallength = variable, alignment = int4, storage = extended, category = 'U', default = 'it''s "so"', delimiter = '''');

-- s05 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    x public."Ty ""pe (x)"[]
);

-- s06 create comment public.Ty "pe (x).base type
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type public."Ty ""pe (x)" is null;
comment on type public."Ty ""pe (x)" is 'x';

-- s07 set owner public.In "(a)(cstring).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."In ""(a)"(cstring) owner to current_user;
alter routine public."In ""(a)"(cstring) owner to postgres;

-- s08 set owner public.Out '(public."Ty ""pe (x)").routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public."Out '"(public."Ty ""pe (x)") owner to current_user;
alter routine public."Out '"(public."Ty ""pe (x)") owner to postgres;

-- s09 set owner public.Ty "pe (x).base type
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."Ty ""pe (x)" owner to current_user;
alter type public."Ty ""pe (x)" owner to postgres;

-- s10 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
