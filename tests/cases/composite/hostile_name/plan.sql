-- s01 create composite public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop type public."Déjà ""vu""";
create type public."Déjà ""vu""" as ("a ""b"" 'c'" integer, "select" text);

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public."Déjà ""vu"""
);
