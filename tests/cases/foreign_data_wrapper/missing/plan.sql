-- s01 create foreign data wrapper far
--     lock none; way back exact; hazards create-object
--     undo: drop foreign data wrapper far;
create foreign data wrapper far options (colour 'blue', speed 'high');

-- s02 set owner far.foreign data wrapper
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter foreign data wrapper far owner to current_user;
alter foreign data wrapper far owner to postgres;
