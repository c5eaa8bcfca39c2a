-- s01 let column public.t.m go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m set default public.spans(public.span('a'::text, 'b'::text));
alter table only public.t alter column m drop default;

-- s02 replace range public.span in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.span rename to "span (drifttools)";
--     undo: alter type public.spans rename to "spans (drifttools)";
--     undo: do 'declare f pg_catalog.regprocedure; begin for f in select d.objid from pg_catalog.pg_depend d where d.classid = ''pg_catalog.pg_proc''::pg_catalog.regclass and d.deptype = ''i'' and d.refclassid = ''pg_catalog.pg_type''::pg_catalog.regclass and d.refobjid in (''public."span (drifttools)"''::pg_catalog.regtype, ''public."spans (drifttools)"''::pg_catalog.regtype) loop execute pg_catalog.format(''alter function %s rename to %I'', f, ''span (drifttools)''); end loop; end';
--     undo: create type public.span as range (subtype = text, collation = pg_catalog."C", multirange_type_name = public.spans);
--     undo: alter type public.span owner to postgres;
--     undo: alter table public.t alter column m type public.spans using m::text::public.spans, alter column s type public.span using s::text::public.span;
--     undo: drop type public."span (drifttools)";
alter type public.span rename to "span (drifttools)";
alter type public.spans rename to "spans (drifttools)";
do 'declare f pg_catalog.regprocedure; begin for f in select d.objid from pg_catalog.pg_depend d where d.classid = ''pg_catalog.pg_proc''::pg_catalog.regclass and d.deptype = ''i'' and d.refclassid = ''pg_catalog.pg_type''::pg_catalog.regclass and d.refobjid in (''public."span (drifttools)"''::pg_catalog.regtype, ''public."spans (drifttools)"''::pg_catalog.regtype) loop execute pg_catalog.format(''alter function %s rename to %I'', f, ''span (drifttools)''); end loop; end';
create type public.span as range (subtype = text, collation = pg_catalog."POSIX", multirange_type_name = public.spans);
alter type public.span owner to postgres;
alter table public.t alter column m type public.spans using m::text::public.spans, alter column s type public.span using s::text::public.span;
drop type public."span (drifttools)";

-- s03 alter column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m drop default;
alter table only public.t alter column m set default public.spans(public.span('a'::text, 'b'::text));
