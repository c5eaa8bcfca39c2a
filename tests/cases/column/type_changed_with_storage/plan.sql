-- s01 replace composite public.pair in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.pair rename to "pair (drifttools)";
--     undo: create type public.pair as (b text, a integer);
--     undo: alter type public.pair owner to postgres;
--     undo: alter table public.t alter column p type public.pair using case when p is distinct from null then row((p).b, (p).a)::public.pair end, alter column p set storage external, alter column p set compression pglz;
--     undo: drop type public."pair (drifttools)";
alter type public.pair rename to "pair (drifttools)";
create type public.pair as (a integer, b text);
alter type public.pair owner to postgres;
alter table public.t alter column p type public.pair using case when p is distinct from null then row((p).a, (p).b)::public.pair end, alter column p set storage external, alter column p set compression pglz;
drop type public."pair (drifttools)";

-- s02 alter column public.t.given
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite, table-setting
--     undo: alter table public.t alter column given type text using given::text;
alter table public.t alter column given type character varying(50) using given::character varying(50);
alter table only public.t alter column given set storage main;
alter table only public.t alter column given set compression pglz;

-- s03 alter column public.t.kept
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite, table-setting
--     undo: alter table public.t alter column kept type text using kept::text;
--     undo: alter table only public.t alter column kept set storage external;
--     undo: alter table only public.t alter column kept set compression pglz;
alter table public.t alter column kept type character varying(50) using kept::character varying(50);
alter table only public.t alter column kept set storage external;
alter table only public.t alter column kept set compression pglz;

-- s04 alter column public.t.number
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column number type integer using number::integer;
alter table public.t alter column number type text using number::text;

-- s05 alter column public.t.taken
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column taken type text using taken::text;
--     undo: alter table only public.t alter column taken set storage main;
--     undo: alter table only public.t alter column taken set compression pglz;
alter table public.t alter column taken type character varying(50) using taken::character varying(50);

-- s06 alter column public.whole.c
--     lock ACCESS EXCLUSIVE on public.whole, public.part; rewrites; scans; way back needs backup; hazards alter-type-rewrite, table-setting
--     undo: alter table public.whole alter column c type text using c::text;
--     undo: alter table only public.whole alter column c set storage external;
--     undo: alter table only public.whole alter column c set compression pglz;
--     undo: alter table only public.part alter column c set storage external;
--     undo: alter table only public.part alter column c set compression pglz;
alter table public.whole alter column c type character varying(9) using c::character varying(9);
alter table only public.whole alter column c set storage external;
alter table only public.whole alter column c set compression pglz;
alter table only public.part alter column c set storage external;
alter table only public.part alter column c set compression pglz;
