-- s01 create domain public.price
--     lock none; way back exact; hazards create-object, comment-unlocked
--     undo: drop domain public.price;
create domain public.price as numeric constraint positive CHECK ((VALUE > (0)::numeric));
comment on constraint positive on domain public.price is 'above';

-- s02 create comment public.price.domain
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on domain public.price is null;
comment on domain public.price is 'a price';

-- s03 set owner public.price.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.price owner to current_user;
alter domain public.price owner to postgres;
