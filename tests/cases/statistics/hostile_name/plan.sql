-- s01 create table public.T "t
--     lock none; way back exact; hazards create-object
--     undo: drop table public."T ""t";
create table public."T ""t" (
    "A ""a" integer,
    "select" integer
);

-- s02 create statistics public.Déjà "vu"
--     lock SHARE UPDATE EXCLUSIVE on public."T ""t"; way back exact; hazards create-statistics
--     undo: drop statistics public."Déjà ""vu""";
create statistics public."Déjà ""vu""" (ndistinct, dependencies, mcv) on "A ""a", "select" from public."T ""t";

-- s03 set owner public.Déjà "vu".statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics public."Déjà ""vu""" owner to current_user;
alter statistics public."Déjà ""vu""" owner to postgres;

-- s04 set owner public.T "t.table
--     lock ACCESS EXCLUSIVE on public."T ""t"; way back exact; hazards set-owner
--     undo: alter table public."T ""t" owner to current_user;
alter table public."T ""t" owner to postgres;
