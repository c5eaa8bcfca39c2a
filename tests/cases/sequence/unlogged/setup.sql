create sequence s;
create unlogged sequence u;
create table t (id serial);
insert into t default values;
