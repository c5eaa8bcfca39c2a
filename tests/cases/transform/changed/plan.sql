-- s01 alter transform for bigint language plpgsql
--     lock none; way back exact; hazards alter-object
--     undo: create or replace transform for bigint language plpgsql (from sql with function prsd_lextype(internal), to sql with function int8recv(internal));
create or replace transform for bigint language plpgsql (from sql with function prsd_lextype(internal));

-- s02 alter transform for integer language sql
--     lock none; way back exact; hazards alter-object
--     undo: create or replace transform for integer language sql (from sql with function prsd_lextype(internal));
create or replace transform for integer language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));

-- s03 alter comment integer.sql.transform
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on transform for integer language sql is 'old';
comment on transform for integer language sql is 'new';
