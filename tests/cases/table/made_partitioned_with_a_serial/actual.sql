create table t (id serial, name varchar(10), gone int);
insert into t (name) values ('a'), ('b'), ('a');
