-- s01 create foreign server away
--     lock none; way back exact; hazards create-object
--     undo: drop server away;
create server away type 'db' version '9.6' foreign data wrapper far options (host 'a', port '1');

-- s02 create user mapping away.app_reader
--     lock none; way back exact; hazards create-object
--     undo: drop user mapping for app_reader server away;
create user mapping for app_reader server away options ("user" 'bob');

-- s03 set owner away.foreign server
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter server away owner to current_user;
alter server away owner to postgres;
