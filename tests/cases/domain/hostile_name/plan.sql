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

-- s03 set owner public.Déjà "vu".domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public."Déjà ""vu""" owner to current_user;
alter domain public."Déjà ""vu""" owner to postgres;

-- s04 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
