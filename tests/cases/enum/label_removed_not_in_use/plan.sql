-- s01 drop enum public.mood
--     lock none; way back exact; hazards drop-type
--     undo: create type public.mood as enum ('sad', 'happy');
drop type public.mood;

-- s02 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('sad');
