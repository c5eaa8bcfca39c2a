-- s01 drop conversion public.c
--     lock none; way back exact; hazards drop-object
--     undo: create conversion public.c for 'WIN1251' to 'UTF8' from pg_catalog.win_to_utf8;
--     undo: alter conversion public.c owner to postgres;
drop conversion public.c;

-- s02 create conversion public.c
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop conversion public.c;
create conversion public.c for 'WIN1250' to 'UTF8' from pg_catalog.win_to_utf8;
alter conversion public.c owner to postgres;
