-- s01 create user mapping away.PUBLIC
--     lock none; way back exact; hazards create-object
--     undo: drop user mapping for public server away;
create user mapping for public server away;

-- s02 create user mapping away.app_reader
--     lock none; way back exact; hazards create-object
--     undo: drop user mapping for app_reader server away;
create user mapping for app_reader server away options ("user" 'bob');
