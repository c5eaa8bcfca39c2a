-- s01 drop object privilege Se;r"ver.foreign server.postgres
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke all on foreign server "Se;r""ver" from postgres;
grant all on foreign server "Se;r""ver" to postgres;

-- s02 drop object privilege far.foreign data wrapper.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant USAGE on foreign data wrapper far to app_writer;
revoke USAGE on foreign data wrapper far from app_writer;

-- s03 create foreign server more
--     lock none; way back exact; hazards create-object
--     undo: drop server more;
create server more foreign data wrapper far;

-- s04 set owner more.foreign server
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter server more owner to current_user;
alter server more owner to postgres;

-- s05 create object privilege Se;r"ver.foreign server.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on foreign server "Se;r""ver" from "Odd Role";
grant USAGE on foreign server "Se;r""ver" to "Odd Role";

-- s06 alter object privilege Se;r"ver.foreign server.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke USAGE on foreign server "Se;r""ver" from app_reader;
--     undo: grant USAGE on foreign server "Se;r""ver" to app_reader with grant option;
revoke USAGE on foreign server "Se;r""ver" from app_reader;
grant USAGE on foreign server "Se;r""ver" to app_reader;

-- s07 create object privilege far.foreign data wrapper.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on foreign data wrapper far from app_reader;
grant USAGE on foreign data wrapper far to app_reader with grant option;

-- s08 create object privilege more.foreign server.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on foreign server more from app_writer;
grant USAGE on foreign server more to app_writer;
