create table t (id integer primary key, a text, b int);
insert into t values (1, 'x', 2);
create view v as select id, a, b from t;
