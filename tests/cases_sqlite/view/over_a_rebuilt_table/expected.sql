create table t (id integer primary key, a text not null);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, 'three');
create view v as select a from t;
