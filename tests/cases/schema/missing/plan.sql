-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;
