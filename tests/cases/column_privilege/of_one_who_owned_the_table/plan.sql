-- s01 drop column privilege app.item.name.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant SELECT (name) on app.item to app_writer;
revoke SELECT (name) on app.item from app_writer;

-- s02 alter owner app.item.table
--     lock ACCESS EXCLUSIVE on app.item; way back exact; hazards set-owner
--     undo: alter table app.item owner to app_writer;
alter table app.item owner to postgres;

-- s03 create column privilege app.item.name.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT (name) on app.item from app_writer;
grant SELECT (name) on app.item to app_writer;
