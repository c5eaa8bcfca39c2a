alter table t add column id bigint generated always as identity;
