-- s01 alter subscription heard
--     lock none; way back exact; hazards set-owner-unlocked, comment-unlocked
--     undo: alter subscription heard owner to postgres;
--     undo: comment on subscription heard is null;
alter subscription heard owner to app_writer;
comment on subscription heard is 'it''s from the shop';

-- s02 create subscription told
--     lock none; way back exact; hazards create-subscription, set-owner-unlocked, comment-unlocked
--     undo: alter subscription told disable;
--     undo: alter subscription told set (slot_name = NONE);
--     undo: drop subscription told;
create subscription told connection 'host=127.0.0.1 port=1 dbname=shop' publication a with (connect = false, slot_name = NONE, synchronous_commit = 'off', "binary" = false, streaming = 'parallel', disable_on_error = false, origin = 'any', password_required = true, run_as_owner = false, two_phase = false, failover = false);
alter subscription told owner to "Odd Role";
comment on subscription told is 'of "told"';
