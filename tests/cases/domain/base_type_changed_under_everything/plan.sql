-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    p\n   FROM public.t\n  WHERE ((p)::integer > 1);
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s02 drop index public.t.t_p
--     lock ACCESS EXCLUSIVE on public.t, public.t_p; way back exact; hazards drop-index
--     undo: create index t_p on public.t using btree (p) where ((p)::integer > 5);
drop index public.t_p;

-- s03 drop constraint public.t.cheap
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint cheap check (((p)::integer < 1000));
alter table public.t drop constraint cheap;

-- s04 drop column public.t.double
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column double numeric generated always as (((p)::integer * 2)) stored;
alter table public.t drop column double;

-- s05 set aside routine public.taxed(public.price)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.taxed(p public.price)\n RETURNS public.price\n LANGUAGE sql\n IMMUTABLE\nAS $function$select p$function$;
--     undo: alter routine public.taxed(public.price) owner to postgres;
drop routine public.taxed(public.price);

-- s06 replace domain public.price in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, comment-unlocked, set-owner-unlocked, alter-type-rewrite, drop-routine, drop-type
--     undo: alter domain public.price rename to "price (drifttools)";
--     undo: create domain public.price as integer default 0 constraint positive CHECK ((VALUE >= 0));
--     undo: comment on domain public.price is 'in euro';
--     undo: alter domain public.price owner to postgres;
--     undo: create function public."price (drifttools)"(public."price (drifttools)"[]) returns public.price[] language sql as 'select case when $1 is not null then array(select element::public.price from pg_catalog.unnest($1) element) end';
--     undo: alter table public.t alter column more type public.price[] using public."price (drifttools)"(more), alter column p type public.price using p::public.price;
--     undo: drop function public."price (drifttools)"(public."price (drifttools)"[]);
--     undo: drop domain public."price (drifttools)";
alter domain public.price rename to "price (drifttools)";
create domain public.price as numeric(12,2) default 0 constraint positive CHECK ((VALUE >= (0)::numeric));
comment on domain public.price is 'in euro';
alter domain public.price owner to postgres;
create function public."price (drifttools)"(public."price (drifttools)"[]) returns public.price[] language sql as 'select case when $1 is not null then array(select element::public.price from pg_catalog.unnest($1) element) end';
alter table public.t alter column more type public.price[] using public."price (drifttools)"(more), alter column p type public.price using p::public.price;
drop function public."price (drifttools)"(public."price (drifttools)"[]);
drop domain public."price (drifttools)";

-- s07 restore routine public.taxed(public.price)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.taxed(public.price);
CREATE OR REPLACE FUNCTION public.taxed(p public.price)
 RETURNS public.price
 LANGUAGE sql
 IMMUTABLE
AS $function$select p$function$;
alter routine public.taxed(public.price) owner to postgres;

-- s08 create column public.t.double
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column double;
alter table public.t add column double numeric generated always as (((p)::numeric * (2)::numeric)) stored;

-- s09 create constraint public.t.cheap
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint cheap;
alter table public.t add constraint cheap check (((p)::numeric < (1000)::numeric));

-- s10 create index public.t.t_p
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_p;
create index t_p on public.t using btree (p) where ((p)::numeric > (5)::numeric);

-- s11 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    p
   FROM public.t
  WHERE ((p)::numeric > (1)::numeric);
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;
