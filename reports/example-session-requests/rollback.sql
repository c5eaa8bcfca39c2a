-- plan-4185d89beb: the way back of the database pitstop (6 steps), made by drifttools
-- for the state 7f71b7ec65963c5aa8db3255ea8bec6be2c36c0ef76cda585f96b91379d66048
\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = '';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET row_security = off;
SET check_function_bodies = off;
SET client_min_messages = warning;

do 'begin if pg_catalog.current_database() is distinct from ''pitstop'' then raise exception using message = ''plan-4185d89beb was made for the database pitstop''; end if; end';

BEGIN;
-- s06: take back: have PostgREST read the schema again
--     the migrations are of Supabase, which serves every database by PostgREST
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
notify pgrst, 'reload schema';
-- s05: take back: make the missing rows of public.session_requests for 5 rows of public.sessions without a partner in public.session_requests, which break the invariant 'every customer who waits has a request'
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '600000ms';
do 'begin if (select (
select (select pg_catalog.count(*) from public.sessions t where (
t.status = ''pending''
) and not exists (select from public.session_requests r where r.customer_id = t.customer_user_id))::pg_catalog.text
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s05, before: there are no rows of public.sessions without a partner in public.session_requests, which break the invariant ''''every customer who waits has a request'''' any more: not 0''; end if; end';
delete from public.session_requests b using drifttools.mended_qdd92f56e55_insert k where b.id = k.id;
drop table drifttools.mended_qdd92f56e55_insert;
-- s04: take back: alter policy public.session_requests.Mechanics can accept requests
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_policy where polrelid = pg_catalog.to_regclass(''public.session_requests'') and polname = ''Mechanics can accept requests''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: policy public.session_requests.Mechanics can accept requests is there: not true''; end if; end';
alter policy "Mechanics can accept requests" on public.session_requests to authenticated using (((mechanic_id IS NULL) OR (mechanic_id = auth.uid()))) with check ((mechanic_id = auth.uid()));
-- s03: take back: create constraint public.session_requests.session_requests_mechanic_id_fkey
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '1800000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, before: constraint public.session_requests.session_requests_mechanic_id_fkey is there: not true''; end if; end';
alter table public.session_requests drop constraint session_requests_mechanic_id_fkey;
insert into public.session_requests (id, created_at, updated_at, customer_id, mechanic_id, session_type, plan_code, status, customer_name, customer_email, notes, accepted_at, notification_sent_at) overriding system value select id, created_at, updated_at, customer_id, mechanic_id, session_type, plan_code, status, customer_name, customer_email, notes, accepted_at, notification_sent_at from drifttools.quarantine_9e8871e241;
drop table drifttools.quarantine_9e8871e241;
-- s02: take back: create column public.session_requests.metadata
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.session_requests'') and attname = ''metadata'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, before: column public.session_requests.metadata is there: not true''; end if; end';
alter table public.session_requests drop column metadata;
-- s01: take back: drop constraint public.session_requests.session_requests_mechanic_id_fkey
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, before: constraint public.session_requests.session_requests_mechanic_id_fkey is gone: not false''; end if; end';
alter table public.session_requests add constraint session_requests_mechanic_id_fkey foreign key (mechanic_id) references auth.users (id) on delete set null;
COMMIT;
