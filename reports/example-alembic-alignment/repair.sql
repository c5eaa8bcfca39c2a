-- plan-77607f9d48: repair of the database askdocs (9 steps), made by drifttools
-- for the state 16999aaab3a01ae0a456adb7f4ba68ec80d16978322131b3c891efc66a7b59d1
\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = '';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET row_security = off;
SET check_function_bodies = off;
SET client_min_messages = warning;

do 'begin if pg_catalog.current_database() is distinct from ''askdocs'' then raise exception using message = ''plan-77607f9d48 was made for the database askdocs''; end if; end';
-- left alone: Fca8687e641: outside of what was asked to be repaired
-- left alone: F3cd3089f69: nothing is dropped unless it is named: --drop 'public.query_status'
-- left alone: F69c0235489: nothing is dropped unless it is named: --drop 'public.user_role'
-- left alone: F56d6864c52: nothing is dropped unless it is named: --drop 'public.user_preferences_id_seq'
-- left alone: Fd566a6a0a9: nothing is dropped unless it is named: --drop 'public.query_documents'
-- left alone: F56e030ddcb: nothing is dropped unless it is named: --drop 'public.documents.content'
-- left alone: Fdda80631b4: outside of what was asked to be repaired
-- left alone: Fc09a5b58d2: outside of what was asked to be repaired
-- left alone: F01056a5be1: outside of what was asked to be repaired
-- left alone: F1d37f77c33: outside of what was asked to be repaired
-- left alone: F704c953e9a: outside of what was asked to be repaired
-- left alone: Fd4063a9d67: nothing is dropped unless it is named: --drop 'public.users.auth_user_id'
-- left alone: F92fd3fce50: nothing is dropped unless it is named: --drop 'public.users.is_active'
-- left alone: F8d055ecf4d: nothing is dropped unless it is named: --drop 'public.users.last_login_at'
-- left alone: Fb8f2bfc9d2: nothing is dropped unless it is named: --drop 'public.users.role'

BEGIN;
-- s01: drop enum public.document_type
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regtype(''public.document_type'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s01, before: enum public.document_type is there: not true''; end if; end';
drop type public.document_type;
do 'begin if (select (
select (pg_catalog.to_regtype(''public.document_type'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, after: enum public.document_type is gone: not false''; end if; end';
-- s02: drop enum public.memberrole
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regtype(''public.memberrole'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, before: enum public.memberrole is there: not true''; end if; end';
drop type public.memberrole;
do 'begin if (select (
select (pg_catalog.to_regtype(''public.memberrole'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s02, after: enum public.memberrole is gone: not false''; end if; end';
-- s03: create enum public.document_status
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regtype(''public.document_status'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s03, before: enum public.document_status is not there yet: not false''; end if; end';
create type public.document_status as enum ('uploaded', 'processing', 'ready', 'failed');
do 'begin if (select (
select (pg_catalog.to_regtype(''public.document_status'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, after: enum public.document_status is there: not true''; end if; end';
-- s04: alter column public.document_chunks.created_at
--     way chosen: public.document_chunks.created_at=using:created_at at time zone 'UTC'
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '1800000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.document_chunks'') and attname = ''created_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: column public.document_chunks.created_at is there: not true''; end if; end';
alter table only public.document_chunks alter column created_at drop default;
alter table public.document_chunks alter column created_at type timestamp with time zone using created_at at time zone 'UTC';
alter table only public.document_chunks alter column created_at set default now();
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.document_chunks'') and attname = ''created_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, after: column public.document_chunks.created_at is there: not true''; end if; end';
-- s05: alter column public.document_chunks.updated_at
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.document_chunks'') and attname = ''updated_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, before: column public.document_chunks.updated_at is there: not true''; end if; end';
alter table only public.document_chunks alter column updated_at set default now();
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.document_chunks'') and attname = ''updated_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, after: column public.document_chunks.updated_at is there: not true''; end if; end';
-- s06: alter column public.documents.status
--     counted: no rows of public.documents whose status is no label of public.document_status
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '1800000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.documents'') and attname = ''status'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s06, before: column public.documents.status is there: not true''; end if; end';
do 'begin if (select (
select (select pg_catalog.count(*) from public.documents t where t.status::pg_catalog.text <> all (array[''uploaded'', ''processing'', ''ready'', ''failed'']::pg_catalog.text[]))::pg_catalog.text
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s06, before: there are no rows of public.documents whose status is no label of public.document_status: not 0''; end if; end';
alter table only public.documents alter column status drop default;
alter table public.documents alter column status type public.document_status using status::public.document_status;
alter table only public.documents alter column status set default 'uploaded'::public.document_status;
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.documents'') and attname = ''status'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s06, after: column public.documents.status is there: not true''; end if; end';
-- s07: create column public.documents.extracted_text
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.documents'') and attname = ''extracted_text'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s07, before: column public.documents.extracted_text is not there yet: not false''; end if; end';
alter table public.documents add column extracted_text text;
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.documents'') and attname = ''extracted_text'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s07, after: column public.documents.extracted_text is there: not true''; end if; end';
-- s08: alter column public.queries.completed_at
--     counted: no rows of public.queries whose completed_at is not an ISO 8601 time with its offset, after the given expression
--     way chosen: public.queries.completed_at=using:completed_at::timestamptz
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '1800000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.queries'') and attname = ''completed_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s08, before: column public.queries.completed_at is there: not true''; end if; end';
do 'begin if (select (
select (select pg_catalog.count(*) from public.queries t where pg_catalog.pg_column_size((completed_at::timestamptz)) < 0)::pg_catalog.text
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s08, before: there are no rows of public.queries whose completed_at is not an ISO 8601 time with its offset, after the given expression: not 0''; end if; end';
alter table public.queries alter column completed_at type timestamp with time zone using completed_at::timestamptz;
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.queries'') and attname = ''completed_at'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s08, after: column public.queries.completed_at is there: not true''; end if; end';
-- s09: create column public.users.bio
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.users'') and attname = ''bio'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s09, before: column public.users.bio is not there yet: not false''; end if; end';
alter table public.users add column bio text;
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.users'') and attname = ''bio'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s09, after: column public.users.bio is there: not true''; end if; end';
COMMIT;
