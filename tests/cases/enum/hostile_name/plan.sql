-- s01 create enum public.Mood "x" 'y'
--     lock none; way back exact; hazards create-object
--     undo: drop type public."Mood ""x"" 'y'";
create type public."Mood ""x"" 'y'" as enum ('a');

-- s02 create enum public.select
--     lock none; way back exact; hazards create-object
--     undo: drop type public."select";
create type public."select" as enum ('a"b', 'c
d');

-- s03 create enum public.ééééééééééééééééééééééééééééééé
--     lock none; way back exact; hazards create-object
--     undo: drop type public."ééééééééééééééééééééééééééééééé";
create type public."ééééééééééééééééééééééééééééééé" as enum ('ü');

-- s04 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    a public."Mood ""x"" 'y'",
    b public."select"[] default ARRAY['a"b'::public."select"]
);
