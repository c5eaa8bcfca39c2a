-- s01 drop range public.slot
--     lock none; way back exact; hazards drop-type
--     undo: create type public.slot as range (subtype = time without time zone, multirange_type_name = public.slot_multirange);
--     undo: alter type public.slot owner to postgres;
drop type public.slot;

-- s02 create range public.slot
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop type public.slot;
create type public.slot as range (subtype = time with time zone, multirange_type_name = public.slots);
alter type public.slot owner to postgres;
