create table t (id integer primary key, a text);
insert into t values (1, 'x');
create view v as select id, a from t;
