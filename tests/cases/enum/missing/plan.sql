-- s01 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('sad', 'it''s ok',  E'back\\slash', '');

-- s02 set owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to current_user;
alter type public.mood owner to postgres;
