-- plan-4185d89beb: repair of the database pitstop (6 steps), made by drifttools
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
-- s01: drop constraint public.session_requests.session_requests_mechanic_id_fkey
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s01, before: constraint public.session_requests.session_requests_mechanic_id_fkey is there: not true''; end if; end';
alter table public.session_requests drop constraint session_requests_mechanic_id_fkey;
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, after: constraint public.session_requests.session_requests_mechanic_id_fkey is gone: not false''; end if; end';
-- s02: create column public.session_requests.metadata
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.session_requests'') and attname = ''metadata'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s02, before: column public.session_requests.metadata is not there yet: not false''; end if; end';
alter table public.session_requests add column metadata jsonb default '{}'::jsonb not null;
do 'begin if (select (
select (exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass(''public.session_requests'') and attname = ''metadata'' and not attisdropped))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, after: column public.session_requests.metadata is there: not true''; end if; end';
-- s03: create constraint public.session_requests.session_requests_mechanic_id_fkey
--     2 rows of public.session_requests whose mechanic_id is not in public.mechanics (id: 1483ab45-cdc3-24e8-fa7b-c2fc0dec8df2, 44c5339e-4b4f-b9ea-5893-659d1d6ed560)
--     way chosen: public.session_requests.session_requests_mechanic_id_fkey=quarantine
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '1800000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s03, before: constraint public.session_requests.session_requests_mechanic_id_fkey is not there yet: not false''; end if; end';
create schema if not exists drifttools;
create table drifttools.quarantine_9e8871e241 as select id, created_at, updated_at, customer_id, mechanic_id, session_type, plan_code, status, customer_name, customer_email, notes, accepted_at, notification_sent_at from public.session_requests with no data;
with gone as (delete from public.session_requests t where t.mechanic_id is not null and not exists (select from public.mechanics r where r.id = t.mechanic_id) returning id, created_at, updated_at, customer_id, mechanic_id, session_type, plan_code, status, customer_name, customer_email, notes, accepted_at, notification_sent_at) insert into drifttools.quarantine_9e8871e241 select * from gone;
alter table public.session_requests add constraint session_requests_mechanic_id_fkey foreign key (mechanic_id) references public.mechanics (id) on delete set null;
do 'begin if (select (
select (exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass(''public.session_requests'') and conname = ''session_requests_mechanic_id_fkey''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, after: constraint public.session_requests.session_requests_mechanic_id_fkey is there: not true''; end if; end';
-- s04: alter policy public.session_requests.Mechanics can accept requests
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (exists (select from pg_catalog.pg_roles where rolname = ''service_role''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: the role service_role exists: not true''; end if; end';
do 'begin if (select (
select (exists (select from pg_catalog.pg_policy where polrelid = pg_catalog.to_regclass(''public.session_requests'') and polname = ''Mechanics can accept requests''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: policy public.session_requests.Mechanics can accept requests is there: not true''; end if; end';
alter policy "Mechanics can accept requests" on public.session_requests to service_role using (true) with check (true);
do 'begin if (select (
select (exists (select from pg_catalog.pg_policy where polrelid = pg_catalog.to_regclass(''public.session_requests'') and polname = ''Mechanics can accept requests''))::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, after: policy public.session_requests.Mechanics can accept requests is there: not true''; end if; end';
-- s05: make the missing rows of public.session_requests for 5 rows of public.sessions without a partner in public.session_requests, which break the invariant 'every customer who waits has a request'
--     what the way back needs stands in drifttools.mended_qdd92f56e55_insert
--     triggers of the tables fire as for any other statement
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '600000ms';
do 'begin if (select (
select (select pg_catalog.count(*) from public.sessions t where (
t.status = ''pending''
) and not exists (select from public.session_requests r where r.customer_id = t.customer_user_id))::pg_catalog.text
)::pg_catalog.text) is distinct from ''5'' then raise exception using message = ''s05, before: there are 5 rows of public.sessions without a partner in public.session_requests, which break the invariant ''''every customer who waits has a request'''', as counted: not 5''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''drifttools.mended_qdd92f56e55_insert'') is null)::pg_catalog.text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, before: drifttools.mended_qdd92f56e55_insert is not there: this was not mended before: not true''; end if; end';
create schema if not exists drifttools;
create table drifttools.mended_qdd92f56e55_insert as select id from public.session_requests with no data;
with made as (insert into public.session_requests (customer_id, session_type, plan_code, customer_name, customer_email, metadata) select (t.customer_user_id), (t.type), (t.plan), ((select p.full_name from public.profiles p where p.id = t.customer_user_id)), ((select i.email from public.intakes i where i.id = t.intake_id)), (jsonb_build_object('session_id', t.id, 'intake_id', t.intake_id)) from public.sessions t where (
t.status = 'pending'
) and not exists (select from public.session_requests r where r.customer_id = t.customer_user_id) returning id) insert into drifttools.mended_qdd92f56e55_insert select * from made;
do 'begin if (select (
select (select pg_catalog.count(*) from public.sessions t where (
t.status = ''pending''
) and not exists (select from public.session_requests r where r.customer_id = t.customer_user_id))::pg_catalog.text
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s05, after: there are no rows of public.sessions without a partner in public.session_requests, which break the invariant ''''every customer who waits has a request'''' any more: not 0''; end if; end';
-- s06: have PostgREST read the schema again
--     the migrations are of Supabase, which serves every database by PostgREST
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
notify pgrst, 'reload schema';
COMMIT;
