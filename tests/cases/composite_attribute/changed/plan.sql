-- s01 alter composite attribute public.pair.a
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair alter attribute a type integer;
alter type public.pair alter attribute a type bigint;

-- s02 alter composite attribute public.pair.b
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair alter attribute b type text;
alter type public.pair alter attribute b type text collate pg_catalog."C";

-- s03 alter composite attribute public.pair.c
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair alter attribute c type character varying(10);
alter type public.pair alter attribute c type character varying(20);
