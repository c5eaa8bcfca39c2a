-- s01 alter foreign server Se;r"ver
--     lock none; way back exact; hazards alter-object
--     undo: alter server "Se;r""ver" version '2' options (set "Odd key" 'z');
alter server "Se;r""ver" version  E'v\\1' options (set "Odd key" 'x''y');
