-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column a type character varying(10) using a::character varying(10);
alter table public.t alter column a type character varying(20) using a::character varying(20);

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column b type character varying(10) using b::character varying(10);
alter table public.t alter column b type text using b::text;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column c type character varying(3) using c::character varying(3);
alter table public.t alter column c type character varying using c::character varying;
