-- s01 create foreign data wrapper far
--     lock none; way back exact; hazards create-object
--     undo: drop foreign data wrapper far;
create foreign data wrapper far options (colour 'blue', speed 'high');
