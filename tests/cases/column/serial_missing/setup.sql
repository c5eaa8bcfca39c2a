create table t (name text);
insert into t values ('a'), ('b');
