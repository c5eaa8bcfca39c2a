-- s01 drop composite attribute public.pair.a
--     lock none; data loss irreversible; way back none; hazards drop-attribute
--     undo: alter type public.pair add attribute a integer;
alter type public.pair drop attribute a;

-- s02 create composite attribute public.pair.a
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public.pair drop attribute a;
alter type public.pair add attribute a bigint;
