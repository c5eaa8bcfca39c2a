-- s01 alter subscription heard
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription heard set publication b, d with (refresh = false);
alter subscription heard set publication a, b, c with (refresh = false);
