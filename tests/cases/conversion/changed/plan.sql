-- s01 drop conversion public.d
--     lock none; way back exact; hazards drop-object
--     undo: create conversion public.d for 'LATIN2' to 'UTF8' from pg_catalog.iso8859_to_utf8;
--     undo: alter conversion public.d owner to postgres;
drop conversion public.d;

-- s02 drop conversion public.mine
--     lock none; way back exact; hazards drop-object
--     undo: create conversion public.mine for 'UTF8' to 'LATIN1' from pg_catalog.utf8_to_iso8859_1;
--     undo: alter conversion public.mine owner to postgres;
drop conversion public.mine;

-- s03 create conversion public.d
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop conversion public.d;
create default conversion public.d for 'LATIN2' to 'UTF8' from pg_catalog.iso8859_to_utf8;
alter conversion public.d owner to postgres;

-- s04 create conversion public.mine
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop conversion public.mine;
create conversion public.mine for 'LATIN1' to 'UTF8' from pg_catalog.iso8859_1_to_utf8;
alter conversion public.mine owner to postgres;
