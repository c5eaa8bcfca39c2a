-- s01 move enum public.mood to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries routine mood_text(app.mood, app.mood), routine same(app.mood, app.mood), routine summed(bigint, app.mood), cast json, aggregate moods(app.mood), comment operator, comment routine
--     undo: alter type app.mood set schema public;
alter type public.mood set schema app;

-- s02 move domain public.size to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries object privilege app_reader
--     undo: alter domain app.size set schema public;
alter domain public.size set schema app;

-- s03 move routine public.sized(app.size) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter routine app.sized(app.size) set schema public;
alter routine public.sized(app.size) set schema app;

-- s04 move operator public.===(app.mood, app.mood) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter operator app.===(app.mood, app.mood) set schema public;
alter operator public.===(app.mood, app.mood) set schema app;
