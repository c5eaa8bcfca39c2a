-- s01 alter user mapping away.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter user mapping for app_reader server away options (drop a, add b '2', set "user" 'eve');
alter user mapping for app_reader server away options (drop b, add a '1', set "user" 'bob');
