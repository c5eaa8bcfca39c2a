-- s01 set aside policy public.t.calm
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy calm on public.t as permissive for all to app_reader using ((m = 'ok'::public.mood));
--     undo: comment on policy calm on public.t is 'only calm ones';
drop policy calm on public.t;

-- s02 set aside trigger public.t.noted
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER noted BEFORE UPDATE OF m ON public.t FOR EACH ROW WHEN ((old.m IS DISTINCT FROM 'sad'::public.mood)) EXECUTE FUNCTION public.noted();
--     undo: alter table public.t disable trigger noted;
drop trigger noted on public.t;

-- s03 set aside view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards drop-view
--     undo: create view public.w as\n SELECT m,\n    count(*) AS n\n   FROM public.v\n  GROUP BY m;
--     undo: comment on view public.w is 'how many';
--     undo: alter view public.w owner to postgres;
--     undo: grant SELECT on public.w to app_reader;
drop view public.w;

-- s04 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v with (security_barrier=true) as\n SELECT id,\n    m\n   FROM public.t\n  WHERE (m = 'ok'::public.mood);
--     undo: comment on column public.v.m is 'how';
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
--     undo: grant UPDATE (m) on public.v to app_writer;
drop view public.v;

-- s05 set aside index public.t.t_ok
--     lock ACCESS EXCLUSIVE on public.t, public.t_ok; way back exact; hazards drop-index
--     undo: create index t_ok on public.t using btree (id) where (m = 'ok'::public.mood);
drop index public.t_ok;

-- s06 set aside constraint public.t.calm
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint calm check (((m <> 'sad'::public.mood) OR (id > 0)));
alter table public.t drop constraint calm;

-- s07 set aside column public.t.happy
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column happy boolean generated always as ((m = 'ok'::public.mood)) stored;
alter table public.t drop column happy;

-- s08 set aside routine public.worse(public.mood, public.mood)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.worse(a public.mood, b public.mood)\n RETURNS public.mood\n LANGUAGE sql\n IMMUTABLE\nAS $function$select least(a, b)$function$;
--     undo: comment on routine public.worse(public.mood,public.mood) is 'the lower one';
--     undo: alter routine public.worse(public.mood,public.mood) owner to postgres;
--     undo: revoke all on routine public.worse(public.mood,public.mood) from public;
--     undo: grant EXECUTE on routine public.worse(public.mood,public.mood) to app_reader;
drop routine public.worse(public.mood,public.mood);

-- s09 let column public.t.all_of go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column all_of set default '{ok}'::public.mood[];
alter table only public.t alter column all_of drop default;

-- s10 let column public.t.m go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m set default 'ok'::public.mood;
alter table only public.t alter column m drop default;

-- s11 replace enum public.mood in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, comment-unlocked, set-owner-unlocked, grant, alter-type-rewrite, drop-type
--     undo: alter type public.mood rename to "mood (drifttools)";
--     undo: alter domain public.feeling rename to "feeling (drifttools)";
--     undo: create type public.mood as enum ('sad', 'meh', 'ok');
--     undo: comment on type public.mood is 'how one feels';
--     undo: alter type public.mood owner to app_writer;
--     undo: grant USAGE on type public.mood to app_reader;
--     undo: create domain public.feeling as public.mood default 'ok'::public.mood;
--     undo: alter domain public.feeling owner to postgres;
--     undo: alter table public.t alter column all_of type public.mood[] using all_of::text::public.mood[], alter column f type public.feeling using f::text::public.mood::public.feeling, alter column m type public.mood using m::text::public.mood;
--     undo: drop domain public."feeling (drifttools)";
--     undo: drop type public."mood (drifttools)";
alter type public.mood rename to "mood (drifttools)";
alter domain public.feeling rename to "feeling (drifttools)";
create type public.mood as enum ('sad', 'ok');
comment on type public.mood is 'how one feels';
alter type public.mood owner to app_writer;
grant USAGE on type public.mood to app_reader;
create domain public.feeling as public.mood default 'ok'::public.mood;
alter domain public.feeling owner to postgres;
alter table public.t alter column all_of type public.mood[] using all_of::text::public.mood[], alter column f type public.feeling using f::text::public.mood::public.feeling, alter column m type public.mood using m::text::public.mood;
drop domain public."feeling (drifttools)";
drop type public."mood (drifttools)";

-- s12 restore routine public.worse(public.mood, public.mood)
--     lock ACCESS SHARE; way back exact; hazards create-object, comment-unlocked, set-owner-unlocked, revoke, grant
--     undo: drop routine public.worse(public.mood,public.mood);
CREATE OR REPLACE FUNCTION public.worse(a public.mood, b public.mood)
 RETURNS public.mood
 LANGUAGE sql
 IMMUTABLE
AS $function$select least(a, b)$function$;
comment on routine public.worse(public.mood,public.mood) is 'the lower one';
alter routine public.worse(public.mood,public.mood) owner to postgres;
revoke all on routine public.worse(public.mood,public.mood) from public;
grant EXECUTE on routine public.worse(public.mood,public.mood) to app_reader;

-- s13 alter column public.t.all_of
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column all_of drop default;
alter table only public.t alter column all_of set default '{ok}'::public.mood[];

-- s14 alter column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m drop default;
alter table only public.t alter column m set default 'ok'::public.mood;

-- s15 restore column public.t.happy
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column happy;
alter table public.t add column happy boolean generated always as ((m = 'ok'::public.mood)) stored;

-- s16 restore constraint public.t.calm
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint calm;
alter table public.t add constraint calm check (((m <> 'sad'::public.mood) OR (id > 0)));

-- s17 restore index public.t.t_ok
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_ok;
create index t_ok on public.t using btree (id) where (m = 'ok'::public.mood);

-- s18 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, comment, set-owner, grant
--     undo: drop view public.v;
create view public.v with (security_barrier=true) as
 SELECT id,
    m
   FROM public.t
  WHERE (m = 'ok'::public.mood);
comment on column public.v.m is 'how';
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;
grant UPDATE (m) on public.v to app_writer;

-- s19 restore view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards create-object, comment, set-owner, grant
--     undo: drop view public.w;
create view public.w as
 SELECT m,
    count(*) AS n
   FROM public.v
  GROUP BY m;
comment on view public.w is 'how many';
alter view public.w owner to postgres;
grant SELECT on public.w to app_reader;

-- s20 restore trigger public.t.noted
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger, enable-trigger
--     undo: drop trigger noted on public.t;
CREATE TRIGGER noted BEFORE UPDATE OF m ON public.t FOR EACH ROW WHEN ((old.m IS DISTINCT FROM 'sad'::public.mood)) EXECUTE FUNCTION public.noted();
alter table public.t disable trigger noted;

-- s21 restore policy public.t.calm
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy, comment-unlocked
--     undo: drop policy calm on public.t;
create policy calm on public.t as permissive for all to app_reader using ((m = 'ok'::public.mood));
comment on policy calm on public.t is 'only calm ones';
