-- s01 drop owner public.slot(time without time zone, time without time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone) owner to postgres;
alter routine public.slot(time without time zone,time without time zone) owner to current_user;

-- s02 drop owner public.slot(time without time zone, time without time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time without time zone,time without time zone,text) owner to postgres;
alter routine public.slot(time without time zone,time without time zone,text) owner to current_user;

-- s03 drop owner public.slot_multirange().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange() owner to postgres;
alter routine public.slot_multirange() owner to current_user;

-- s04 drop owner public.slot_multirange(public.slot).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange(public.slot) owner to postgres;
alter routine public.slot_multirange(public.slot) owner to current_user;

-- s05 drop owner public.slot_multirange(public.slot[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot_multirange(public.slot[]) owner to postgres;
alter routine public.slot_multirange(public.slot[]) owner to current_user;

-- s06 drop range public.slot
--     lock none; way back exact; hazards drop-type
--     undo: create type public.slot as range (subtype = time without time zone, multirange_type_name = public.slot_multirange);
--     undo: alter type public.slot owner to postgres;
drop type public.slot;

-- s07 create range public.slot
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop type public.slot;
create type public.slot as range (subtype = time with time zone, multirange_type_name = public.slots);
alter type public.slot owner to postgres;

-- s08 set owner public.slot(time with time zone, time with time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time with time zone,time with time zone) owner to current_user;
alter routine public.slot(time with time zone,time with time zone) owner to postgres;

-- s09 set owner public.slot(time with time zone, time with time zone, text).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slot(time with time zone,time with time zone,text) owner to current_user;
alter routine public.slot(time with time zone,time with time zone,text) owner to postgres;

-- s10 set owner public.slots().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slots() owner to current_user;
alter routine public.slots() owner to postgres;

-- s11 set owner public.slots(public.slot).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slots(public.slot) owner to current_user;
alter routine public.slots(public.slot) owner to postgres;

-- s12 set owner public.slots(public.slot[]).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.slots(public.slot[]) owner to current_user;
alter routine public.slots(public.slot[]) owner to postgres;
