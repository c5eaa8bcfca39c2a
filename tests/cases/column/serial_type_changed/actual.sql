create table t (id serial primary key);
insert into t default values;
