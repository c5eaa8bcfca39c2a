alter table t add column total int generated always as (a + b) stored;
