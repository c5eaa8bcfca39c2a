-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT s,\n    (public.slot('00:00:00'::time without time zone, '12:00:00'::time without time zone) * s) AS morning\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s02 set aside routine public.f(public.slot)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(public.slot)\n RETURNS boolean\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT upper_inf($1) AS upper_inf;\nEND;
--     undo: alter routine public.f(public.slot) owner to postgres;
drop routine public.f(public.slot);

-- s03 let column public.t.s go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column s set default public.slot('08:00:00'::time without time zone, '09:00:00'::time without time zone);
alter table only public.t alter column s drop default;

-- s04 replace range public.slot in use by a new one
--     lock ACCESS EXCLUSIVE on public.o, public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.slot rename to "slot (drifttools)";
--     undo: alter type public.slot_multirange rename to "slot_multirange (drifttools)";
--     undo: do 'declare f pg_catalog.regprocedure; begin for f in select d.objid from pg_catalog.pg_depend d where d.classid = ''pg_catalog.pg_proc''::pg_catalog.regclass and d.deptype = ''i'' and d.refclassid = ''pg_catalog.pg_type''::pg_catalog.regclass and d.refobjid in (''public."slot (drifttools)"''::pg_catalog.regtype, ''public."slot_multirange (drifttools)"''::pg_catalog.regtype) loop execute pg_catalog.format(''alter function %s rename to %I'', f, ''slot (drifttools)''); end loop; end';
--     undo: alter domain public.open_slot rename to "open_slot (drifttools)";
--     undo: create type public.slot as range (subtype = time without time zone, multirange_type_name = public.slot_multirange);
--     undo: alter type public.slot owner to postgres;
--     undo: create domain public.open_slot as public.slot constraint open_slot_check CHECK (upper_inf(VALUE));
--     undo: alter domain public.open_slot owner to postgres;
--     undo: alter table public.o alter column o type public.open_slot using o::text::public.slot::public.open_slot;
--     undo: alter table public.t alter column l type public.slot[] using l::text::public.slot[], alter column m type public.slot_multirange using m::text::public.slot_multirange, alter column s type public.slot using s::text::public.slot;
--     undo: drop domain public."open_slot (drifttools)";
--     undo: drop type public."slot (drifttools)";
alter type public.slot rename to "slot (drifttools)";
alter type public.slot_multirange rename to "slot_multirange (drifttools)";
do 'declare f pg_catalog.regprocedure; begin for f in select d.objid from pg_catalog.pg_depend d where d.classid = ''pg_catalog.pg_proc''::pg_catalog.regclass and d.deptype = ''i'' and d.refclassid = ''pg_catalog.pg_type''::pg_catalog.regclass and d.refobjid in (''public."slot (drifttools)"''::pg_catalog.regtype, ''public."slot_multirange (drifttools)"''::pg_catalog.regtype) loop execute pg_catalog.format(''alter function %s rename to %I'', f, ''slot (drifttools)''); end loop; end';
alter domain public.open_slot rename to "open_slot (drifttools)";
create type public.slot as range (subtype = interval, multirange_type_name = public.slot_multirange);
alter type public.slot owner to postgres;
create domain public.open_slot as public.slot constraint open_slot_check CHECK (upper_inf(VALUE));
alter domain public.open_slot owner to postgres;
alter table public.o alter column o type public.open_slot using o::text::public.slot::public.open_slot;
alter table public.t alter column l type public.slot[] using l::text::public.slot[], alter column m type public.slot_multirange using m::text::public.slot_multirange, alter column s type public.slot using s::text::public.slot;
drop domain public."open_slot (drifttools)";
drop type public."slot (drifttools)";

-- s05 restore routine public.f(public.slot)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.f(public.slot);
CREATE OR REPLACE FUNCTION public.f(public.slot)
 RETURNS boolean
 LANGUAGE sql
BEGIN ATOMIC
 SELECT upper_inf($1) AS upper_inf;
END;
alter routine public.f(public.slot) owner to postgres;

-- s06 alter column public.t.s
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column s drop default;
alter table only public.t alter column s set default public.slot('08:00:00'::interval, '09:00:00'::interval);

-- s07 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT s,
    (public.slot('00:00:00'::interval, '12:00:00'::interval) * s) AS morning
   FROM public.t;
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;
