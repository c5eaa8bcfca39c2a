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

-- s05 set owner public.Mood "x" 'y'.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."Mood ""x"" 'y'" owner to current_user;
alter type public."Mood ""x"" 'y'" owner to postgres;

-- s06 set owner public.select.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."select" owner to current_user;
alter type public."select" owner to postgres;

-- s07 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s08 set owner public.ééééééééééééééééééééééééééééééé.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."ééééééééééééééééééééééééééééééé" owner to current_user;
alter type public."ééééééééééééééééééééééééééééééé" owner to postgres;
