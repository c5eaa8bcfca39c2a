-- s01 set aside user mapping away.PUBLIC
--     lock none; way back exact; hazards drop-object
--     undo: create user mapping for public server away options ("user" 'bob');
drop user mapping for public server away;

-- s02 drop foreign server away
--     lock none; way back exact; hazards drop-object
--     undo: create server away type 'old' foreign data wrapper far;
drop server away;

-- s03 create foreign server away
--     lock none; way back exact; hazards create-object
--     undo: drop server away;
create server away type 'new' foreign data wrapper far;

-- s04 restore user mapping away.PUBLIC
--     lock none; way back exact; hazards create-object
--     undo: drop user mapping for public server away;
create user mapping for public server away options ("user" 'bob');
