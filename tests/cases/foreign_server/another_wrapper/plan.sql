-- s01 drop foreign server away
--     lock none; way back exact; hazards drop-object
--     undo: create server away foreign data wrapper far;
--     undo: alter server away owner to postgres;
drop server away;

-- s02 create foreign server away
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop server away;
create server away foreign data wrapper near;
alter server away owner to postgres;
