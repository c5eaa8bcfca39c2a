-- s01 create sequence public.s "q"\n'x'
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public."s ""q""\n'x'";
create sequence public."s ""q""
'x'" as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s02 complete sequence public.s "q"\n'x' now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public."s ""q""\n'x'"; way back exact; hazards alter-sequence
--     undo: alter sequence public."s ""q""\n'x'" owned by none;
alter sequence public."s ""q""
'x'" owned by public."T t"."C c";

-- s03 create sequence public.sequence
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.sequence;
create sequence public.sequence as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;
