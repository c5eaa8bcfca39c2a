-- s01 create range public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop type public."Déjà ""vu""";
create type public."Déjà ""vu""" as range (subtype = integer, multirange_type_name = public."Déjà ""vus""");

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public."Déjà ""vu""",
    m public."Déjà ""vus"""
);
