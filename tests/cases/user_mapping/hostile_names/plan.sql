-- s01 alter user mapping Se;r"ver.Odd Role
--     lock none; way back exact; hazards alter-object
--     undo: alter user mapping for "Odd Role" server "Se;r""ver" options (set "Odd key" 'x');
alter user mapping for "Odd Role" server "Se;r""ver" options (set "Odd key" 'it''s');
