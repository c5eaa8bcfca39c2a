-- s01 create conversion public.Con ' "v
--     lock none; way back exact; hazards create-object
--     undo: drop conversion public."Con ' ""v";
create default conversion public."Con ' ""v" for 'LATIN1' to 'UTF8' from pg_catalog.iso8859_1_to_utf8;

-- s02 create comment public.Con ' "v.conversion
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on conversion public."Con ' ""v" is null;
comment on conversion public."Con ' ""v" is 'x';

-- s03 set owner public.Con ' "v.conversion
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter conversion public."Con ' ""v" owner to current_user;
alter conversion public."Con ' ""v" owner to app_writer;
