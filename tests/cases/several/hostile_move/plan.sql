-- s01 move enum public.Mood to schema A "pp"
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type "A ""pp"""."Mood" set schema public;
alter type public."Mood" set schema "A ""pp""";

-- s02 move table public.Or"ders to schema A "pp"
--     lock ACCESS EXCLUSIVE on public."Or""ders"; way back exact; hazards set-schema
--     carries sequence Or"ders_I d_seq, constraint Or"ders_pkey, constraint Or"ders_x'y_check
--     undo: alter table "A ""pp"""."Or""ders" set schema public;
alter table public."Or""ders" set schema "A ""pp""";
