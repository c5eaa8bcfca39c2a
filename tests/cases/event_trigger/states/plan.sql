-- s01 alter event trigger a
--     lock none; way back exact; hazards alter-object
--     undo: alter event trigger a disable;
alter event trigger a enable always;

-- s02 alter event trigger b
--     lock none; way back exact; hazards alter-object
--     undo: alter event trigger b enable replica;
alter event trigger b disable;
