-- s01 create range public.word
--     lock none; way back exact; hazards create-object
--     undo: drop type public.word;
create type public.word as range (subtype = text, subtype_opclass = pg_catalog.text_pattern_ops, collation = pg_catalog."C", multirange_type_name = public.word_multirange);

-- s02 create routine public.minus(time without time zone, time without time zone)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.minus(time without time zone,time without time zone);
CREATE OR REPLACE FUNCTION public.minus(a time without time zone, b time without time zone)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT EXTRACT(epoch FROM (a - b)) AS "extract";
END;

-- s03 create range public.slot
--     lock none; way back exact; hazards create-object
--     undo: drop type public.slot;
create type public.slot as range (subtype = time without time zone, subtype_diff = public.minus, multirange_type_name = public.slots);

-- s04 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    s public.slot,
    many public.slots,
    w public.word[]
);

-- s05 set owner public.minus(time without time zone, time without time zone).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.minus(time without time zone,time without time zone) owner to current_user;
alter routine public.minus(time without time zone,time without time zone) owner to postgres;

-- s06 set owner public.slot.range
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.slot owner to current_user;
alter type public.slot owner to postgres;

-- s07 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s08 set owner public.word.range
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.word owner to current_user;
alter type public.word owner to postgres;
