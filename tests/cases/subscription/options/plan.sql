-- s01 alter subscription heard
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription heard set (synchronous_commit = 'off', "binary" = false, streaming = 'parallel');
alter subscription heard set (synchronous_commit = 'on', "binary" = true, streaming = 'on');
