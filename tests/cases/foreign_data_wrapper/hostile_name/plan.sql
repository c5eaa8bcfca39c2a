-- s01 create foreign data wrapper Odd "one
--     lock none; way back exact; hazards create-object
--     undo: drop foreign data wrapper "Odd ""one";
create foreign data wrapper "Odd ""one" options ("Odd key"  E'it''s; \\ ''');

-- s02 create foreign server Se;rver
--     lock none; way back exact; hazards create-object
--     undo: drop server "Se;rver";
create server "Se;rver" foreign data wrapper "Odd ""one";

-- s03 set owner Odd "one.foreign data wrapper
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter foreign data wrapper "Odd ""one" owner to current_user;
alter foreign data wrapper "Odd ""one" owner to postgres;

-- s04 set owner Se;rver.foreign server
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter server "Se;rver" owner to current_user;
alter server "Se;rver" owner to postgres;
