alter table t add column id serial;
