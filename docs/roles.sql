-- Two roles for drifttools. Read it, replace the names in <angle brackets>, run it as an administrator.

-- 1. dt_audit: audits, snapshots, diffs, verification. It can read the catalog, and nothing of your data.
create role dt_audit login nosuperuser nocreatedb nocreaterole nobypassrls noreplication connection limit 4;
alter role dt_audit set default_transaction_read_only = on;
alter role dt_audit set statement_timeout = '5min';
alter role dt_audit set lock_timeout = '2s';
alter role dt_audit set idle_in_transaction_session_timeout = '1min';
grant connect on database <database> to dt_audit;
-- sees who holds a lock, and the identifier that binds a plan to its cluster
grant pg_monitor to dt_audit;
-- only where rows are to be counted and schemas to be copied for rehearsals (pg_dump locks tables in ACCESS SHARE mode)
-- grant pg_read_all_data to dt_audit;

-- 2. dt_apply: used only by `drift apply` and `drift rollback`. It owns nothing and inherits nothing: its sessions begin
--    as the owner of the tables.
create role dt_apply login nosuperuser nocreatedb nocreaterole nobypassrls noinherit connection limit 2;
grant connect on database <database> to dt_apply;
grant <owner of the tables> to dt_apply;
alter role dt_apply set role = '<owner of the tables>';
alter role dt_apply set lock_timeout = '2s';
-- the journal, so that the role needs no right to create schemas
create schema if not exists drifttools authorization <owner of the tables>;
