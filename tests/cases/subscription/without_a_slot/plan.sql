-- s01 alter subscription heard
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription heard set (slot_name = 'other');
alter subscription heard set (slot_name = NONE);
