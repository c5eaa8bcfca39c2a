-- s01 create table public.T "t
--     lock none; way back exact; hazards create-object
--     undo: drop table public."T ""t";
create table public."T ""t" (
    "A ""a" integer
);

-- s02 create rule public.T "t.Déjà "vu"
--     lock ACCESS EXCLUSIVE on public."T ""t"; way back exact; hazards rule
--     undo: drop rule "Déjà ""vu""" on public."T ""t";
create rule "Déjà ""vu""" AS
    ON INSERT TO public."T ""t" DO  INSERT INTO public.log (id)
  VALUES (new."A ""a");

-- s03 set owner public.T "t.table
--     lock ACCESS EXCLUSIVE on public."T ""t"; way back exact; hazards set-owner
--     undo: alter table public."T ""t" owner to current_user;
alter table public."T ""t" owner to postgres;
