-- s01 create conversion public.mine
--     lock none; way back exact; hazards create-object
--     undo: drop conversion public.mine;
create conversion public.mine for 'LATIN1' to 'UTF8' from pg_catalog.iso8859_1_to_utf8;

-- s02 set owner public.mine.conversion
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter conversion public.mine owner to current_user;
alter conversion public.mine owner to postgres;
