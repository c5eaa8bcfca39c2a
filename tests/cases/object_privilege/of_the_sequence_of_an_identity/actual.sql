create table t (id int generated always as identity, x text);
insert into t (x) values ('a'), ('b');
