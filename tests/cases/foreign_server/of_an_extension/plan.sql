-- s01 alter foreign server away
--     lock none; way back exact; hazards alter-object
--     undo: alter server away options (drop dbname, add port '99');
alter server away options (drop port, add dbname 'x');
