-- s01 drop aggregate app.total(integer)
--     lock none; way back exact; hazards drop-object
--     undo: create aggregate app.total(integer) (sfunc = app.add, stype = bigint);
--     undo: comment on routine app.total(integer) is 'adds';
--     undo: alter routine app.total(integer) owner to app_reader;
drop aggregate app.total(integer);

-- s02 drop routine app.add(bigint, integer)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION app.add(bigint, integer)\n RETURNS bigint\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1 + $2$function$;
--     undo: alter routine app.add(bigint,integer) owner to postgres;
drop routine app.add(bigint,integer);

-- s03 create aggregate app.total(integer)
--     lock ACCESS SHARE; way back exact; hazards create-object, comment-unlocked, set-owner-unlocked, revoke, grant
--     undo: drop aggregate app.total(integer);
create aggregate app.total(integer) (sfunc = pg_catalog.int4pl, stype = integer);
comment on routine app.total(integer) is 'adds';
alter routine app.total(integer) owner to app_writer;
revoke all on routine app.total(integer) from public;
grant EXECUTE on routine app.total(integer) to app_reader;
