-- s01 alter domain public.price
--     lock none; way back exact; hazards alter-domain
--     undo: alter domain public.price set default 5;
alter domain public.price drop default;
