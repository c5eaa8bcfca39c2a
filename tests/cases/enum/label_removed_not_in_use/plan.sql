-- s01 drop enum public.mood
--     lock none; way back exact; hazards drop-type
--     undo: create type public.mood as enum ('sad', 'happy');
--     undo: alter type public.mood owner to postgres;
drop type public.mood;

-- s02 create enum public.mood
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop type public.mood;
create type public.mood as enum ('sad');
alter type public.mood owner to postgres;
