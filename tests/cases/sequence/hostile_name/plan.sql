-- s01 create sequence public.s "q"\n'x'
--     lock SHARE ROW EXCLUSIVE on public."s ""q""\n'x'"; way back exact; hazards create-object, alter-sequence
--     undo: drop sequence public."s ""q""\n'x'";
create sequence public."s ""q""
'x'" as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;
select pg_catalog.setval('public."s ""q""
''x''"', pg_catalog.max("C c"::pg_catalog.int8)) from public."T t" having pg_catalog.max("C c"::pg_catalog.int8) between 1 and 9223372036854775807;

-- s02 create sequence public.sequence
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.sequence;
create sequence public.sequence as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s03 set owner public.s "q"\n'x'.sequence
--     lock ACCESS EXCLUSIVE on public."s ""q""\n'x'"; way back exact; hazards set-owner
--     undo: alter sequence public."s ""q""\n'x'" owner to current_user;
alter sequence public."s ""q""
'x'" owner to postgres;

-- s04 complete sequence public.s "q"\n'x' now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public."s ""q""\n'x'"; way back exact; hazards alter-sequence
--     undo: alter sequence public."s ""q""\n'x'" owned by none;
alter sequence public."s ""q""
'x'" owned by public."T t"."C c";

-- s05 set owner public.sequence.sequence
--     lock ACCESS EXCLUSIVE on public.sequence; way back exact; hazards set-owner
--     undo: alter sequence public.sequence owner to current_user;
alter sequence public.sequence owner to postgres;
