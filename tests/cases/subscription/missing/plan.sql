-- s01 create subscription heard
--     lock none; way back exact; hazards create-subscription, set-owner-unlocked
--     undo: alter subscription heard disable;
--     undo: alter subscription heard set (slot_name = NONE);
--     undo: drop subscription heard;
create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop' publication "B c", a with (connect = false, slot_name = 'kept', synchronous_commit = 'off', "binary" = true, streaming = 'on', disable_on_error = false, origin = 'any', password_required = true, run_as_owner = false, two_phase = false, failover = false);
alter subscription heard owner to postgres;
