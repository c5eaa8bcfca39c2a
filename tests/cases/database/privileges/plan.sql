-- s01 alter database itself
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke CONNECT on database this from app_reader;
--     undo: revoke CONNECT, CREATE, TEMPORARY on database this from app_writer;
--     undo: grant CONNECT, TEMPORARY on database this to public;
--     undo: grant CREATE on database this to app_reader with grant option;
revoke CONNECT, TEMPORARY on database this from public;
revoke CREATE on database this from app_reader;
grant CONNECT on database this to app_reader with grant option;
grant CREATE, TEMPORARY on database this to app_writer;
grant CONNECT on database this to app_writer with grant option;
