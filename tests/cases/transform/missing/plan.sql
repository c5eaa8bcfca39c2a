-- s01 create transform for integer language sql
--     lock none; way back exact; hazards create-object
--     undo: drop transform for integer language sql;
create transform for integer language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));

-- s02 create comment integer.sql.transform
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on transform for integer language sql is null;
comment on transform for integer language sql is 'x';
