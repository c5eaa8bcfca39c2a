-- s01 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('sad', 'happy');

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer,
    m public.mood default 'happy'::public.mood,
    ms public.mood[]
);

-- s03 set owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to current_user;
alter type public.mood owner to postgres;

-- s04 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
