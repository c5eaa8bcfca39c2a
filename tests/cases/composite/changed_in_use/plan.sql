-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    (a).city AS city\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 set aside routine public.city(public.address)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.city(a public.address)\n RETURNS text\n LANGUAGE sql\nAS $function$select (a).city$function$;
--     undo: alter routine public.city(public.address) owner to postgres;
drop routine public.city(public.address);

-- s03 replace composite public.address in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, comment-unlocked, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.address rename to "address (drifttools)";
--     undo: create type public.address as (street text, city text, zip integer);
--     undo: comment on type public.address is 'where';
--     undo: alter type public.address owner to postgres;
--     undo: alter table public.t alter column a type public.address using a::text::public.address, alter column old type public.address[] using old::text::public.address[];
--     undo: drop type public."address (drifttools)";
alter type public.address rename to "address (drifttools)";
create type public.address as (street text, city text, zip text);
comment on type public.address is 'where';
alter type public.address owner to postgres;
alter table public.t alter column a type public.address using a::text::public.address, alter column old type public.address[] using old::text::public.address[];
drop type public."address (drifttools)";

-- s04 restore routine public.city(public.address)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.city(public.address);
CREATE OR REPLACE FUNCTION public.city(a public.address)
 RETURNS text
 LANGUAGE sql
AS $function$select (a).city$function$;
alter routine public.city(public.address) owner to postgres;

-- s05 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    (a).city AS city
   FROM public.t;
alter view public.v owner to postgres;
