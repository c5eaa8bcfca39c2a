-- s01 rename event trigger heard to hears
--     lock none; way back exact; hazards rename-unlocked
--     carries comment event trigger
--     undo: alter event trigger hears rename to heard;
alter event trigger heard rename to hears;
