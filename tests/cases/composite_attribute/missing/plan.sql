-- s01 create composite attribute public.pair.b
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair drop attribute b;
alter type public.pair add attribute b text collate pg_catalog."C";
