-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    public.pick(k, n) AS p\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop routine public.pick(public.kind, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.pick(k public.kind, n integer)\n RETURNS public.kind\n LANGUAGE sql\nAS $function$select k$function$;
--     undo: alter routine public.pick(public.kind,integer) owner to postgres;
drop routine public.pick(public.kind,integer);

-- s03 let column public.t.k go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column k set default 'b'::public.kind;
alter table only public.t alter column k drop default;

-- s04 replace enum public.kind in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.kind rename to "kind (drifttools)";
--     undo: create type public.kind as enum ('a', 'c', 'b');
--     undo: alter type public.kind owner to postgres;
--     undo: alter table public.t alter column k type public.kind using k::text::public.kind;
--     undo: drop type public."kind (drifttools)";
alter type public.kind rename to "kind (drifttools)";
create type public.kind as enum ('a', 'b');
alter type public.kind owner to postgres;
alter table public.t alter column k type public.kind using k::text::public.kind;
drop type public."kind (drifttools)";

-- s05 create routine public.pick(public.kind, bigint)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.pick(public.kind,bigint);
CREATE OR REPLACE FUNCTION public.pick(k public.kind, n bigint)
 RETURNS public.kind[]
 LANGUAGE sql
AS $function$select array[k]$function$;

-- s06 alter column public.t.k
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column k drop default;
alter table only public.t alter column k set default 'a'::public.kind;

-- s07 alter column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column n type integer using n::integer;
alter table public.t alter column n type bigint using n::bigint;

-- s08 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    public.pick(k, n) AS p
   FROM public.t;
alter view public.v owner to postgres;

-- s09 set owner public.pick(public.kind, bigint).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.pick(public.kind,bigint) owner to current_user;
alter routine public.pick(public.kind,bigint) owner to postgres;
