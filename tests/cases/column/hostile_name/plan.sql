-- s01 create sequence public.T_Ω_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public."T_Ω_seq";
create sequence public."T_Ω_seq" as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s02 create column public.T.a"b
--     lock ACCESS EXCLUSIVE on public."T"; way back exact; hazards add-column
--     undo: alter table public."T" drop column "a""b";
alter table public."T" add column "a""b" integer default 1;

-- s03 create column public.T.select
--     lock ACCESS EXCLUSIVE on public."T"; way back exact; hazards add-column
--     undo: alter table public."T" drop column "select";
alter table public."T" add column "select" text default ''::text not null;

-- s04 create column public.T.ü\nx
--     lock ACCESS EXCLUSIVE on public."T"; way back exact; hazards add-column
--     undo: alter table public."T" drop column "ü\nx";
alter table public."T" add column "ü
x" integer;

-- s05 create column public.T.Ω
--     lock ACCESS EXCLUSIVE on public."T"; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public."T" drop column "Ω";
alter table public."T" add column "Ω" integer default nextval('public."T_Ω_seq"'::regclass) not null;

-- s06 create column public.T.a23456789012345678901234567890123456789012345678901234567890123
--     lock ACCESS EXCLUSIVE on public."T"; way back exact; hazards add-column
--     undo: alter table public."T" drop column a23456789012345678901234567890123456789012345678901234567890123;
alter table public."T" add column a23456789012345678901234567890123456789012345678901234567890123 integer;

-- s07 set owner public.T_Ω_seq.sequence
--     lock ACCESS EXCLUSIVE on public."T_Ω_seq"; way back exact; hazards set-owner
--     undo: alter sequence public."T_Ω_seq" owner to current_user;
alter sequence public."T_Ω_seq" owner to postgres;

-- s08 complete sequence public.T_Ω_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public."T_Ω_seq"; way back exact; hazards alter-sequence
--     undo: alter sequence public."T_Ω_seq" owned by none;
alter sequence public."T_Ω_seq" owned by public."T"."Ω";
