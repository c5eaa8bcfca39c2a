create unlogged table t (id serial primary key, n int generated always as identity);
insert into t default values;
