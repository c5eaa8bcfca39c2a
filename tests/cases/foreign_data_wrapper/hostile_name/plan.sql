-- s01 create foreign data wrapper Odd "one
--     lock none; way back exact; hazards create-object
--     undo: drop foreign data wrapper "Odd ""one";
create foreign data wrapper "Odd ""one" options ("Odd key"  E'it''s; \\ ''');

-- s02 create foreign server Se;rver
--     lock none; way back exact; hazards create-object
--     undo: drop server "Se;rver";
create server "Se;rver" foreign data wrapper "Odd ""one";
