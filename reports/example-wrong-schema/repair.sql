-- plan-9c27f4919d: repair of the database playerhub (12 steps), made by drifttools
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
-- s01: move table test_schema.user_profile_about_item to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s01, before: table test_schema.user_profile_about_item is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, before: the name public.user_profile_about_item is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_about_i_user_profile_id_43dd89ae_fk_user_prof'', ''user_profile_about_item_order_index_check'', ''user_profile_about_item_pkey'', ''user_profile_about_item_source_id_check'', ''user_profil_user_pr_c20dce_idx'', ''user_profil_user_pr_d7c270_idx'', ''user_profile_about_item_user_profile_id_43dd89ae'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s01, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_about_item set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s01, after: table public.user_profile_about_item is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_about_item'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s01, after: nothing is left at test_schema.user_profile_about_item: not false''; end if; end';
-- s02: move table test_schema.user_profile_activity to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, before: table test_schema.user_profile_activity is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s02, before: the name public.user_profile_activity is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_activit_content_type_id_ddf949fd_fk_django_co'', ''user_profile_activit_user_profile_id_8acb46c7_fk_user_prof'', ''user_profile_activity_object_id_check'', ''user_profile_activity_pkey'', ''user_profile_activity_content_type_id_ddf949fd'', ''user_profile_activity_new_idx'', ''user_profile_activity_user_profile_id_8acb46c7'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s02, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_activity set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s02, after: table public.user_profile_activity is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_activity'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s02, after: nothing is left at test_schema.user_profile_activity: not false''; end if; end';
-- s03: move table test_schema.user_profile_bounty to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, before: table test_schema.user_profile_bounty is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s03, before: the name public.user_profile_bounty is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_bounty_amount'', ''user_profile_bounty_has_hunter'', ''user_profile_bounty_hunter_id_39e09093_fk_user_prof'', ''user_profile_bounty_issuer_id_6b628f23_fk_user_prof'', ''user_profile_bounty_pkey'', ''user_profile_bounty_reference_key'', ''user_profile_bounty_wallet_id_c88da01c_fk_user_prof'', ''user_profile_bounty_hunter_id_39e09093'', ''user_profile_bounty_issuer_id_6b628f23'', ''user_profile_bounty_open_idx'', ''user_profile_bounty_wallet_id_c88da01c'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s03, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_bounty set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s03, after: table public.user_profile_bounty is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_bounty'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s03, after: nothing is left at test_schema.user_profile_bounty: not false''; end if; end';
-- s04: move table test_schema.user_profile_hardware_setup to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, before: table test_schema.user_profile_hardware_setup is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s04, before: the name public.user_profile_hardware_setup is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_hardwar_user_profile_id_4729356b_fk_user_prof'', ''user_profile_hardware_setup_pkey'', ''user_profile_setup_title_once'', ''user_profile_hardware_setup_user_profile_id_4729356b'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s04, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_hardware_setup set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s04, after: table public.user_profile_hardware_setup is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_hardware_setup'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s04, after: nothing is left at test_schema.user_profile_hardware_setup: not false''; end if; end';
-- s05: move table test_schema.user_profile_notification_preferences to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, before: table test_schema.user_profile_notification_preferences is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s05, before: the name public.user_profile_notification_preferences is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_notific_user_profile_id_9dd4eccb_fk_user_prof'', ''user_profile_notification_preferences_pkey'', ''user_profile_notification_preferences_user_profile_id_key'', ''user_profile_quiet_hours_whole'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s05, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_notification_preferences set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s05, after: table public.user_profile_notification_preferences is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_notification_preferences'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s05, after: nothing is left at test_schema.user_profile_notification_preferences: not false''; end if; end';
-- s06: move table test_schema.user_profile_showcase to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s06, before: table test_schema.user_profile_showcase is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s06, before: the name public.user_profile_showcase is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_showcas_featured_team_id_9443ca2a_fk_teams_tea'', ''user_profile_showcas_user_profile_id_5137489b_fk_user_prof'', ''user_profile_showcase_pkey'', ''user_profile_showcase_public_id_key'', ''user_profile_showcase_user_profile_id_key'', ''user_profile_showcase_featured_team_id_9443ca2a'', ''user_profile_showcase_pub_idx'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s06, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_showcase set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s06, after: table public.user_profile_showcase is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s06, after: nothing is left at test_schema.user_profile_showcase: not false''; end if; end';
-- s07: move table test_schema.user_profile_showcase_slot to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s07, before: table test_schema.user_profile_showcase_slot is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s07, before: the name public.user_profile_showcase_slot is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_showcas_game_id_983de43a_fk_user_prof'', ''user_profile_showcas_showcase_id_bff2b38b_fk_user_prof'', ''user_profile_showcase_slot_pkey'', ''user_profile_showcase_slot_position_check'', ''user_profile_slot_position_once'', ''user_profile_slot_position_range'', ''user_profile_showcase_slot_game_id_983de43a'', ''user_profile_showcase_slot_showcase_id_bff2b38b'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s07, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_showcase_slot set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s07, after: table public.user_profile_showcase_slot is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_showcase_slot'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s07, after: nothing is left at test_schema.user_profile_showcase_slot: not false''; end if; end';
-- s08: move table test_schema.user_profile_skill_endorsement to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s08, before: table test_schema.user_profile_skill_endorsement is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s08, before: the name public.user_profile_skill_endorsement is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_endorsement_not_self'', ''user_profile_endorsement_once'', ''user_profile_skill_e_endorsed_id_3239a279_fk_user_prof'', ''user_profile_skill_e_endorser_id_df28d154_fk_user_prof'', ''user_profile_skill_endorsement_pkey'', ''user_profile_skill_endorsement_strength_check'', ''user_profile_skill_endorsement_endorsed_id_3239a279'', ''user_profile_skill_endorsement_endorser_id_df28d154'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s08, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_skill_endorsement set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s08, after: table public.user_profile_skill_endorsement is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_skill_endorsement'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s08, after: nothing is left at test_schema.user_profile_skill_endorsement: not false''; end if; end';
-- s09: move table test_schema.user_profile_social_link to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s09, before: table test_schema.user_profile_social_link is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s09, before: the name public.user_profile_social_link is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_one_link_per_platform'', ''user_profile_social__user_profile_id_ade72560_fk_user_prof'', ''user_profile_social_link_pkey'', ''user_profile_one_primary_link'', ''user_profile_social_link_user_profile_id_ade72560'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s09, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_social_link set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s09, after: table public.user_profile_social_link is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_social_link'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s09, after: nothing is left at test_schema.user_profile_social_link: not false''; end if; end';
-- s10: move table test_schema.user_profile_stream_config to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s10, before: table test_schema.user_profile_stream_config is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s10, before: the name public.user_profile_stream_config is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_stream__featured_item_id_b8aca560_fk_user_prof'', ''user_profile_stream__user_profile_id_4311e968_fk_user_prof'', ''user_profile_stream_config_pkey'', ''user_profile_stream_config_user_profile_id_key'', ''user_profile_stream_config_featured_item_id_b8aca560'', ''user_profile_stream_embedded_once'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s10, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_stream_config set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s10, after: table public.user_profile_stream_config is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_stream_config'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s10, after: nothing is left at test_schema.user_profile_stream_config: not false''; end if; end';
-- s11: move table test_schema.user_profile_trophy_shelf to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s11, before: table test_schema.user_profile_trophy_shelf is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s11, before: the name public.user_profile_trophy_shelf is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_shelf_place_once'', ''user_profile_trophy__achievement_id_1d3ce867_fk_user_prof'', ''user_profile_trophy__user_profile_id_a6400312_fk_user_prof'', ''user_profile_trophy_shelf_pkey'', ''user_profile_trophy_shelf_shelf_position_check'', ''user_profile_trophy_shelf_achievement_id_1d3ce867'', ''user_profile_trophy_shelf_user_profile_id_a6400312'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s11, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_trophy_shelf set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s11, after: table public.user_profile_trophy_shelf is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_trophy_shelf'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s11, after: nothing is left at test_schema.user_profile_trophy_shelf: not false''; end if; end';
-- s12: move table test_schema.user_profile_wallet_settings to schema public
SET LOCAL lock_timeout = '2000ms';
SET LOCAL statement_timeout = '60000ms';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s12, before: table test_schema.user_profile_wallet_settings is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s12, before: the name public.user_profile_wallet_settings is free: not false''; end if; end';
do 'begin if (select (
select pg_catalog.count(*)::text from pg_catalog.pg_class where relnamespace = pg_catalog.to_regnamespace(''public'') and relname in (''user_profile_wallet__user_profile_id_3a7d7c5d_fk_user_prof'', ''user_profile_wallet_limits'', ''user_profile_wallet_settings_pkey'', ''user_profile_wallet_settings_user_profile_id_key'')
)::pg_catalog.text) is distinct from ''0'' then raise exception using message = ''s12, before: no name that moves along is taken in public: not 0''; end if; end';
alter table test_schema.user_profile_wallet_settings set schema public;
do 'begin if (select (
select (pg_catalog.to_regclass(''public.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''true'' then raise exception using message = ''s12, after: table public.user_profile_wallet_settings is there: not true''; end if; end';
do 'begin if (select (
select (pg_catalog.to_regclass(''test_schema.user_profile_wallet_settings'') is not null)::text
)::pg_catalog.text) is distinct from ''false'' then raise exception using message = ''s12, after: nothing is left at test_schema.user_profile_wallet_settings: not false''; end if; end';
COMMIT;
