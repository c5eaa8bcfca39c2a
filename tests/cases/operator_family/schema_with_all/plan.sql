-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 create routine app.below(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.below(integer,integer);
CREATE OR REPLACE FUNCTION app.below(a integer, b integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 % 10 < $2 % 10$function$;

-- s03 create routine app.ordered(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.ordered(integer,integer);
CREATE OR REPLACE FUNCTION app.ordered(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 % 10 - $2 % 10$function$;

-- s04 create operator app.<<<(integer, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop operator app.<<<(integer, integer);
--     undo: drop operator app.>>>(integer, integer);
create operator app.<<< (function = app.below, leftarg = integer, rightarg = integer, commutator = operator(app.>>>));

-- s05 create operator family app.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family app.tens using btree;
create operator family app.tens using btree;

-- s06 create operator class app.tens using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator class app.tens using btree;
create operator class app.tens for type integer using btree family app.tens as operator 1 app.<<<(integer,integer), function 1 (integer, integer) app.ordered(integer,integer);

-- s07 create index public.t.i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.i;
create index i on public.t using btree (n app.tens);

-- s08 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;

-- s09 set owner app.<<<(integer, integer).operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator app.<<<(integer, integer) owner to current_user;
alter operator app.<<<(integer, integer) owner to postgres;

-- s10 set owner app.below(integer, integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.below(integer,integer) owner to current_user;
alter routine app.below(integer,integer) owner to postgres;

-- s11 set owner app.ordered(integer, integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.ordered(integer,integer) owner to current_user;
alter routine app.ordered(integer,integer) owner to postgres;

-- s12 set owner app.tens using btree.operator class
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator class app.tens using btree owner to current_user;
alter operator class app.tens using btree owner to postgres;

-- s13 set owner app.tens using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family app.tens using btree owner to current_user;
alter operator family app.tens using btree owner to postgres;
