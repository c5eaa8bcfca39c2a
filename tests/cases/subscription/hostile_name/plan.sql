-- s01 alter subscription He;ard "it
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription "He;ard ""it" set publication "P;ub" with (refresh = false);
--     undo: alter subscription "He;ard ""it" set (slot_name = 'y');
alter subscription "He;ard ""it" set publication "P;ub ""it" with (refresh = false);
alter subscription "He;ard ""it" set (slot_name = 'x');
