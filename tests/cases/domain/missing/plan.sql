-- s01 create domain public.named
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.named;
create domain public.named as text collate pg_catalog."C";

-- s02 create domain public.price
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.price;
create domain public.price as numeric(10,2) default 0 not null constraint positive CHECK ((VALUE >= (0)::numeric));

-- s03 set owner public.named.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.named owner to current_user;
alter domain public.named owner to postgres;

-- s04 set owner public.price.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.price owner to current_user;
alter domain public.price owner to postgres;
