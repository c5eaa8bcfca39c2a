-- s01 set aside policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy p on public.t as permissive for all to public using ((public.f(id) > 0));
drop policy p on public.t;

-- s02 set aside trigger public.t.tr
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.id) > 0)) EXECUTE FUNCTION public.tr();
drop trigger tr on public.t;

-- s03 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT public.f(id) AS x,\n    public.g(id) AS y\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s04 set aside index public.t.t_f
--     lock ACCESS EXCLUSIVE on public.t, public.t_f; way back exact; hazards drop-index
--     undo: create index t_f on public.t using btree (public.f(id));
drop index public.t_f;

-- s05 set aside constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint c check ((public.f(id) > 0));
alter table public.t drop constraint c;

-- s06 set aside column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column b bigint generated always as (public.f(id)) stored;
alter table public.t drop column b;

-- s07 set aside routine public.g(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.g(a integer)\n RETURNS bigint\n LANGUAGE sql\n IMMUTABLE\nBEGIN ATOMIC\n SELECT (public.f(a))::bigint AS f;\nEND;
--     undo: alter routine public.g(integer) owner to postgres;
drop routine public.g(integer);

-- s08 let domain public.dom go of what it no longer uses
--     lock none; way back exact; hazards alter-domain
--     undo: alter domain public.dom set default public.f(3);
--     undo: alter domain public.dom add constraint positive CHECK ((public.f(VALUE) > 0));
alter domain public.dom drop default;
alter domain public.dom drop constraint positive;

-- s09 let column public.t.a go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column a set default public.f(1);
alter table only public.t alter column a drop default;

-- s10 drop routine public.f(integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE\nAS $function$select a$function$;
--     undo: comment on routine public.f(integer) is 'f';
--     undo: alter routine public.f(integer) owner to app_writer;
--     undo: grant EXECUTE on routine public.f(integer) to app_reader;
drop routine public.f(integer);

-- s11 create routine public.f(integer)
--     lock ACCESS SHARE; way back exact; hazards create-object, comment-unlocked, set-owner-unlocked, grant
--     undo: drop routine public.f(integer);
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select a::bigint$function$;
comment on routine public.f(integer) is 'f';
alter routine public.f(integer) owner to app_writer;
grant EXECUTE on routine public.f(integer) to app_reader;

-- s12 alter domain public.dom
--     lock SHARE; scans; way back exact; hazards alter-domain, domain-check
--     undo: alter domain public.dom drop default;
--     undo: alter domain public.dom drop constraint positive;
alter domain public.dom set default public.f(3);
alter domain public.dom add constraint positive CHECK ((public.f(VALUE) > 0));

-- s13 restore routine public.g(integer)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.g(integer);
CREATE OR REPLACE FUNCTION public.g(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT public.f(a) AS f;
END;
alter routine public.g(integer) owner to postgres;

-- s14 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column a drop default;
alter table only public.t alter column a set default public.f(1);

-- s15 restore column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column b;
alter table public.t add column b bigint generated always as (public.f(id)) stored;

-- s16 restore constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint c;
alter table public.t add constraint c check ((public.f(id) > 0));

-- s17 restore index public.t.t_f
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_f;
create index t_f on public.t using btree (public.f(id));

-- s18 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT public.f(id) AS x,
    public.g(id) AS y
   FROM public.t;
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;

-- s19 restore trigger public.t.tr
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger tr on public.t;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.id) > 0)) EXECUTE FUNCTION public.tr();

-- s20 restore policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for all to public using ((public.f(id) > 0));
