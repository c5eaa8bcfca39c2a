-- s01 create routine public.below(integer, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.below(integer,bigint);
CREATE OR REPLACE FUNCTION public.below(a integer, b bigint)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 % 10 < $2 % 10$function$;

-- s02 create operator public.<<<(integer, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop operator public.<<<(integer, bigint);
create operator public.<<< (function = public.below, leftarg = integer, rightarg = bigint);

-- s03 create operator family public.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.tens using btree;
create operator family public.tens using btree;

-- s04 create operator family member public.tens using btree.operator 1 (integer, bigint)
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family public.tens using btree drop operator 1 (integer, bigint);
alter operator family public.tens using btree add operator 1 public.<<<(integer,bigint);

-- s05 create operator class public.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator class public.tens using btree;
create operator class public.tens for type integer using btree family public.tens as operator 1 public.<<<(integer,integer), operator 2 public.<<=(integer,integer), operator 3 public.===(integer,integer), operator 4 public.>>=(integer,integer), operator 5 public.>>>(integer,integer), function 1 (integer, integer) public.ordered(integer,integer);

-- s06 create index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create index i on public.t using btree (n public.tens);

-- s07 set owner public.<<<(integer, bigint).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator public.<<<(integer, bigint) owner to current_user;
alter operator public.<<<(integer, bigint) owner to postgres;

-- s08 set owner public.below(integer, bigint).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.below(integer,bigint) owner to current_user;
alter routine public.below(integer,bigint) owner to postgres;

-- s09 set owner public.tens using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class public.tens using btree owner to current_user;
alter operator class public.tens using btree owner to postgres;

-- s10 set owner public.tens using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.tens using btree owner to current_user;
alter operator family public.tens using btree owner to postgres;
