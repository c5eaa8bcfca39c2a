-- plan-9c27f4919d: the way back of the database playerhub (12 steps), made by drifttools
-- for the state 2018bf2d4f3a9bf9e86ce52d2a5c40306dbc909c3eb7564374d11799ee8498bf
\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET search_path = '';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET row_security = off;
SET check_function_bodies = off;
SET client_min_messages = warning;

do 'begin if pg_catalog.current_database() is distinct from ''playerhub'' then raise exception using message = ''plan-9c27f4919d was made for the database playerhub''; end if; end';

BEGIN;
-- s12: take back: move table test_schema.user_profile_wallet_settings to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s12, before: table public.user_profile_wallet_settings is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s12, before: nothing is left at test_schema.user_profile_wallet_settings: not false''; end if; end';
alter table public.user_profile_wallet_settings set schema test_schema;
-- s11: take back: move table test_schema.user_profile_trophy_shelf to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s11, before: table public.user_profile_trophy_shelf is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s11, before: nothing is left at test_schema.user_profile_trophy_shelf: not false''; end if; end';
alter table public.user_profile_trophy_shelf set schema test_schema;
-- s10: take back: move table test_schema.user_profile_stream_config to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s10, before: table public.user_profile_stream_config is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s10, before: nothing is left at test_schema.user_profile_stream_config: not false''; end if; end';
alter table public.user_profile_stream_config set schema test_schema;
-- s09: take back: move table test_schema.user_profile_social_link to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s09, before: table public.user_profile_social_link is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s09, before: nothing is left at test_schema.user_profile_social_link: not false''; end if; end';
alter table public.user_profile_social_link set schema test_schema;
-- s08: take back: move table test_schema.user_profile_skill_endorsement to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s08, before: table public.user_profile_skill_endorsement is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s08, before: nothing is left at test_schema.user_profile_skill_endorsement: not false''; end if; end';
alter table public.user_profile_skill_endorsement set schema test_schema;
-- s07: take back: move table test_schema.user_profile_showcase_slot to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s07, before: table public.user_profile_showcase_slot is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s07, before: nothing is left at test_schema.user_profile_showcase_slot: not false''; end if; end';
alter table public.user_profile_showcase_slot set schema test_schema;
-- s06: take back: move table test_schema.user_profile_showcase to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s06, before: table public.user_profile_showcase is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s06, before: nothing is left at test_schema.user_profile_showcase: not false''; end if; end';
alter table public.user_profile_showcase set schema test_schema;
-- s05: take back: move table test_schema.user_profile_notification_preferences to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, before: table public.user_profile_notification_preferences is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s05, before: nothing is left at test_schema.user_profile_notification_preferences: not false''; end if; end';
alter table public.user_profile_notification_preferences set schema test_schema;
-- s04: take back: move table test_schema.user_profile_hardware_setup to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: table public.user_profile_hardware_setup is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s04, before: nothing is left at test_schema.user_profile_hardware_setup: not false''; end if; end';
alter table public.user_profile_hardware_setup set schema test_schema;
-- s03: take back: move table test_schema.user_profile_bounty to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, before: table public.user_profile_bounty is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s03, before: nothing is left at test_schema.user_profile_bounty: not false''; end if; end';
alter table public.user_profile_bounty set schema test_schema;
-- s02: take back: move table test_schema.user_profile_activity to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, before: table public.user_profile_activity is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s02, before: nothing is left at test_schema.user_profile_activity: not false''; end if; end';
alter table public.user_profile_activity set schema test_schema;
-- s01: take back: move table test_schema.user_profile_about_item to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s01, before: table public.user_profile_about_item is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, before: nothing is left at test_schema.user_profile_about_item: not false''; end if; end';
alter table public.user_profile_about_item set schema test_schema;
COMMIT;
