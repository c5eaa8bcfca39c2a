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
