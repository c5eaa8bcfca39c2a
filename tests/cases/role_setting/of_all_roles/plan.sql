-- s01 drop role setting idle_in_transaction_session_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role all set idle_in_transaction_session_timeout to '1h';
alter role all reset idle_in_transaction_session_timeout;

-- s02 alter role setting lock_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role all set lock_timeout to '7s';
alter role all set lock_timeout to '5s';
