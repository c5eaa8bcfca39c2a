-- s01 create collation public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop collation public."Déjà ""vu""";
create collation public."Déjà ""vu""" (provider = libc, lc_collate = 'C', lc_ctype = 'C');

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    n text collate public."Déjà ""vu"""
);

-- s03 set owner public.Déjà "vu".collation
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter collation public."Déjà ""vu""" owner to current_user;
alter collation public."Déjà ""vu""" owner to postgres;

-- s04 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
