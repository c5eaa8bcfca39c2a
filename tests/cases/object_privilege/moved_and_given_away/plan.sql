-- s01 move routine one.f() to schema two
--     lock none; way back exact; hazards set-schema-unlocked
--     carries object privilege PUBLIC
--     undo: alter routine two.f() set schema one;
alter routine one.f() set schema two;

-- s02 move table one.t to schema two
--     lock ACCESS EXCLUSIVE on one.t; way back exact; hazards set-schema
--     carries sequence t_id_seq, object privilege app_reader
--     undo: alter table two.t set schema one;
alter table one.t set schema two;

-- s03 drop object privilege two.s.sequence.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant USAGE on sequence two.s to app_writer;
revoke USAGE on sequence two.s from app_writer;

-- s04 drop privilege two.u.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant UPDATE on two.u to app_writer;
revoke UPDATE on two.u from app_writer;

-- s05 alter owner two.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine two.f() owner to postgres;
alter routine two.f() owner to app_writer;

-- s06 alter owner two.s.sequence
--     lock ACCESS EXCLUSIVE on two.s; way back exact; hazards set-owner
--     undo: alter sequence two.s owner to app_reader;
alter sequence two.s owner to app_writer;

-- s07 alter owner two.u.table
--     lock ACCESS EXCLUSIVE on two.u; way back exact; hazards set-owner
--     undo: alter table two.u owner to "Odd Role";
alter table two.u owner to app_writer;

-- s08 create privilege two.u.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke INSERT on two.u from "Odd Role";
grant INSERT on two.u to "Odd Role";

-- s09 create object privilege two.s.sequence.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on sequence two.s from app_reader;
grant USAGE on sequence two.s to app_reader;
