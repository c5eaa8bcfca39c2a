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

-- s03 drop owner public.slot(time without time zone, time without time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone) owner to postgres;
alter routine public.slot(time without time zone,time without time zone) owner to current_user;

-- s04 drop owner public.slot(time without time zone, time without time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone,text) owner to postgres;
alter routine public.slot(time without time zone,time without time zone,text) owner to current_user;

-- s05 drop owner public.slot_multirange().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange() owner to postgres;
alter routine public.slot_multirange() owner to current_user;

-- s06 drop owner public.slot_multirange(public.slot).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange(public.slot) owner to postgres;
alter routine public.slot_multirange(public.slot) owner to current_user;

-- s07 drop owner public.slot_multirange(public.slot[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange(public.slot[]) owner to postgres;
alter routine public.slot_multirange(public.slot[]) owner to current_user;

-- s08 drop owner public.word(text, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.word(text,text) owner to postgres;
alter routine public.word(text,text) owner to current_user;

-- s09 drop owner public.word(text, text, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.word(text,text,text) owner to postgres;
alter routine public.word(text,text,text) owner to current_user;

-- s10 drop owner public.words(public.word).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.words(public.word) owner to postgres;
alter routine public.words(public.word) owner to current_user;

-- s11 drop owner public.words(public.word[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.words(public.word[]) owner to postgres;
alter routine public.words(public.word[]) owner to current_user;

-- s12 set owner app.slot(time without time zone, time without time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.slot(time without time zone,time without time zone) owner to current_user;
alter routine app.slot(time without time zone,time without time zone) owner to postgres;

-- s13 set owner app.slot(time without time zone, time without time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.slot(time without time zone,time without time zone,text) owner to current_user;
alter routine app.slot(time without time zone,time without time zone,text) owner to postgres;

-- s14 set owner app.slot_multirange().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.slot_multirange() owner to current_user;
alter routine app.slot_multirange() owner to postgres;

-- s15 set owner app.slot_multirange(app.slot).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.slot_multirange(app.slot) owner to current_user;
alter routine app.slot_multirange(app.slot) owner to postgres;

-- s16 set owner app.slot_multirange(app.slot[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.slot_multirange(app.slot[]) owner to current_user;
alter routine app.slot_multirange(app.slot[]) owner to postgres;

-- s17 set owner public.term(text, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.term(text,text) owner to current_user;
alter routine public.term(text,text) owner to postgres;

-- s18 set owner public.term(text, text, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.term(text,text,text) owner to current_user;
alter routine public.term(text,text,text) owner to postgres;

-- s19 set owner public.words(public.term).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.words(public.term) owner to current_user;
alter routine public.words(public.term) owner to postgres;

-- s20 set owner public.words(public.term[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.words(public.term[]) owner to current_user;
alter routine public.words(public.term[]) owner to postgres;
