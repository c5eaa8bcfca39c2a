create table t (id integer primary key, a text, b int, c text);
insert into t values (1, 'x', 2, 'y'), (2, 'z', 3, null);
create view v as select id, a from t where b > 2;
