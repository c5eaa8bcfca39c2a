-- s01 drop foreign server away
--     lock none; way back exact; hazards drop-object
--     undo: create server away foreign data wrapper far;
drop server away;

-- s02 create foreign server away
--     lock none; way back exact; hazards create-object
--     undo: drop server away;
create server away foreign data wrapper near;
