-- s01 drop comment app.Sum of "all"(integer).aggregate
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine app."Sum of ""all"""(integer) is 'adds';
comment on routine app."Sum of ""all"""(integer) is null;

-- s02 alter comment app.product(integer).aggregate
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine app.product(integer) is 'adds up';
comment on routine app.product(integer) is 'multiplies';

-- s03 alter owner app.Sum of "all"(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app."Sum of ""all"""(integer) owner to app_reader;
alter routine app."Sum of ""all"""(integer) owner to postgres;

-- s04 alter owner app.product(integer).aggregate
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.product(integer) owner to postgres;
alter routine app.product(integer) owner to app_writer;

-- s05 create object privilege app.product(integer).aggregate.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on routine app.product(integer) to public;
revoke all on routine app.product(integer) from public;

-- s06 alter object privilege app.product(integer).aggregate.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke EXECUTE on routine app.product(integer) from app_reader;
--     undo: grant EXECUTE on routine app.product(integer) to app_reader with grant option;
revoke EXECUTE on routine app.product(integer) from app_reader;
grant EXECUTE on routine app.product(integer) to app_reader;
