-- s01 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('sad', 'happy');

-- s02 create composite public.address
--     lock none; way back exact; hazards create-object
--     undo: drop type public.address;
create type public.address as (street text collate pg_catalog."C", number integer, mood public.mood);

-- s03 create composite public.person
--     lock none; way back exact; hazards create-object
--     undo: drop type public.person;
create type public.person as (name character varying(20), home public.address, others public.address[]);

-- s04 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer,
    p public.person
);

-- s05 set owner public.address.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.address owner to current_user;
alter type public.address owner to postgres;

-- s06 set owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to current_user;
alter type public.mood owner to postgres;

-- s07 set owner public.person.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.person owner to current_user;
alter type public.person owner to postgres;

-- s08 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
