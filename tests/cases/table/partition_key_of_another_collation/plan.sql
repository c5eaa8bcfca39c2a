-- s01 make table public.word anew with all its rows
--     lock ACCESS EXCLUSIVE on public.word, public.word_0, public.word_1; scans; way back exact; hazards create-object, set-schema, attach-partition, copy-rows, set-owner, drop-schema
--     undo: create schema "public.word (drifttools)";
--     undo: alter table public.word set schema "public.word (drifttools)";
--     undo: alter table public.word_0 set schema "public.word (drifttools)";
--     undo: alter table public.word_1 set schema "public.word (drifttools)";
--     undo: create table public.word (\n    word text collate pg_catalog."POSIX",\n    lang character varying(8) not null\n) partition by HASH (word);
--     undo: create table public.word_0 (\n    word text collate pg_catalog."POSIX",\n    lang character varying(8) constraint word_lang_not_null not null\n);
--     undo: alter table public.word attach partition public.word_0 FOR VALUES WITH (modulus 2, remainder 0);
--     undo: create table public.word_1 (\n    word text collate pg_catalog."POSIX",\n    lang character varying(8) constraint word_lang_not_null not null\n);
--     undo: alter table public.word attach partition public.word_1 FOR VALUES WITH (modulus 2, remainder 1);
--     undo: do 'begin insert into public.word (word, lang) overriding system value select word, lang from "public.word (drifttools)".word; if (select pg_catalog.count(*) from "public.word (drifttools)".word) is distinct from (select pg_catalog.count(*) from public.word) then raise exception using message = ''public.word did not get all rows''; end if; drop table "public.word (drifttools)".word; end';
--     undo: alter table public.word owner to postgres;
--     undo: alter table public.word_0 owner to postgres;
--     undo: alter table public.word_1 owner to postgres;
--     undo: drop schema "public.word (drifttools)";
create schema "public.word (drifttools)";
alter table public.word set schema "public.word (drifttools)";
alter table public.word_0 set schema "public.word (drifttools)";
alter table public.word_1 set schema "public.word (drifttools)";
create table public.word (
    word text collate pg_catalog."C",
    lang character varying(8) not null
) partition by HASH (word);
create table public.word_0 (
    word text collate pg_catalog."C",
    lang character varying(8) constraint word_lang_not_null not null
);
alter table public.word attach partition public.word_0 FOR VALUES WITH (modulus 2, remainder 0);
create table public.word_1 (
    word text collate pg_catalog."C",
    lang character varying(8) constraint word_lang_not_null not null
);
alter table public.word attach partition public.word_1 FOR VALUES WITH (modulus 2, remainder 1);
do 'begin insert into public.word (word, lang) overriding system value select word, lang from "public.word (drifttools)".word; if (select pg_catalog.count(*) from "public.word (drifttools)".word) is distinct from (select pg_catalog.count(*) from public.word) then raise exception using message = ''public.word did not get all rows''; end if; drop table "public.word (drifttools)".word; end';
alter table public.word owner to postgres;
alter table public.word_0 owner to postgres;
alter table public.word_1 owner to postgres;
drop schema "public.word (drifttools)";
