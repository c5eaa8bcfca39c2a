-- s01 set aside user mapping away.PUBLIC
--     lock none; way back exact; hazards drop-object
--     undo: create user mapping for public server away options ("user" 'bob');
drop user mapping for public server away;

-- s02 drop foreign server away
--     lock none; way back exact; hazards drop-object
--     undo: create server away type 'old' foreign data wrapper far;
--     undo: alter server away owner to postgres;
drop server away;

-- s03 create foreign server away
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop server away;
create server away type 'new' foreign data wrapper far;
alter server away owner to postgres;

-- s04 restore user mapping away.PUBLIC
--     lock none; way back exact; hazards create-object
--     undo: drop user mapping for public server away;
create user mapping for public server away options ("user" 'bob');
