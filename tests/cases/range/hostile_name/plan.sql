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

-- s03 set owner public.Déjà "vu".range
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public."Déjà ""vu""" owner to current_user;
alter type public."Déjà ""vu""" owner to postgres;

-- s04 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
