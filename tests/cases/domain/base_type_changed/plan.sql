-- s01 drop domain public.price
--     lock none; way back exact; hazards drop-type
--     undo: create domain public.price as numeric(10,2);
--     undo: alter domain public.price owner to postgres;
drop domain public.price;

-- s02 create domain public.price
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop domain public.price;
create domain public.price as numeric(12,2);
alter domain public.price owner to postgres;
