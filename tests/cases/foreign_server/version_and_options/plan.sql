-- s01 alter foreign server away
--     lock none; way back exact; hazards alter-object
--     undo: alter server away version '1' options (drop port, add dbname 'x', set host 'b');
alter server away version '2' options (drop dbname, set host 'a', add port '1');
