-- s01 create domain public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop domain public."Déjà ""vu""";
create domain public."Déjà ""vu""" as integer constraint "a ""b"" 'c'" CHECK ((VALUE > 0));

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n public."Déjà ""vu"""
);
