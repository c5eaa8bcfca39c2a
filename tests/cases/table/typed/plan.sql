-- s01 alter table app.other
--     lock ACCESS EXCLUSIVE on app.other; way back exact; hazards table-setting
--     undo: alter table app.other not of;
alter table app.other of app."Other Pair";

-- s02 alter table app.plain
--     lock ACCESS EXCLUSIVE on app.plain; way back exact; hazards table-setting
--     undo: alter table app.plain not of;
alter table app.plain of app.pair;
