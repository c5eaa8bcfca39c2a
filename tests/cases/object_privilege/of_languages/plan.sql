-- s01 drop object privilege My "lan.language.Odd Role
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant USAGE on language "My ""lan" to "Odd Role";
revoke USAGE on language "My ""lan" from "Odd Role";

-- s02 drop object privilege sql.language.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke all on language sql from public;
grant all on language sql to public;

-- s03 alter object privilege My "lan.language.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke USAGE on language "My ""lan" from app_reader;
--     undo: grant USAGE on language "My ""lan" to app_reader;
revoke USAGE on language "My ""lan" from app_reader;
grant USAGE on language "My ""lan" to app_reader with grant option;

-- s04 create object privilege plpgsql.language.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on language plpgsql to public;
revoke all on language plpgsql from public;

-- s05 create object privilege plpgsql.language.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on language plpgsql from app_reader;
grant USAGE on language plpgsql to app_reader;
