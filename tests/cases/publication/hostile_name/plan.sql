-- s01 create table public.T "t
--     lock none; way back exact; hazards create-object
--     undo: drop table public."T ""t";
create table public."T ""t" (
    "A ""a" integer not null
);

-- s02 create constraint public.T "t.T "t_pkey
--     lock ACCESS EXCLUSIVE on public."T ""t"; scans; way back exact; hazards add-unique
--     undo: alter table public."T ""t" drop constraint "T ""t_pkey";
alter table public."T ""t" add constraint "T ""t_pkey" primary key ("A ""a");

-- s03 create publication Déjà "vu"
--     lock SHARE UPDATE EXCLUSIVE on public."T ""t"; way back exact; hazards publish
--     undo: drop publication "Déjà ""vu""";
create publication "Déjà ""vu""" for table public."T ""t" with (publish = 'insert, update, delete, truncate');

-- s04 set owner Déjà "vu".publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication "Déjà ""vu""" owner to current_user;
alter publication "Déjà ""vu""" owner to postgres;

-- s05 set owner public.T "t.table
--     lock ACCESS EXCLUSIVE on public."T ""t"; way back exact; hazards set-owner
--     undo: alter table public."T ""t" owner to current_user;
alter table public."T ""t" owner to postgres;
