-- s01 alter database itself
--     lock ACCESS SHARE; way back exact; hazards revoke, set-owner-unlocked, grant, comment-unlocked
--     undo: revoke CREATE on database this from "Odd Role";
--     undo: revoke CONNECT on database this from app_reader;
--     undo: alter database this owner to postgres;
--     undo: grant CONNECT, CREATE, TEMPORARY on database this to "Odd Role";
--     undo: grant CONNECT, TEMPORARY on database this to public;
--     undo: comment on database this is 'y';
revoke CONNECT, CREATE, TEMPORARY on database this from "Odd Role";
revoke CONNECT, TEMPORARY on database this from public;
alter database this owner to "Odd Role";
grant CREATE on database this to "Odd Role";
grant CONNECT on database this to app_reader;
comment on database this is 'x';
