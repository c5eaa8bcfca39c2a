-- s01 alter foreign server away
--     lock none; way back exact; hazards alter-object
--     undo: alter server away version '1';
alter server away version NULL;
