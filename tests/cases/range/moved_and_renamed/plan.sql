-- s01 move range public.slot to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type app.slot set schema public;
--     undo: alter type app.slot_multirange set schema public;
alter type public.slot set schema app;
alter type public.slot_multirange set schema app;

-- s02 rename range public.word to term
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter type public.term rename to word;
alter type public.word rename to term;
