-- s01 alter subscription heard
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription heard set (disable_on_error = false, origin = 'any', password_required = false, run_as_owner = false);
alter subscription heard set (disable_on_error = true, origin = 'none', password_required = true, run_as_owner = true);
