-- s01 alter user mapping away.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter user mapping for app_reader server away options (set "user" 'eve');
alter user mapping for app_reader server away options (set "user" 'bob');
