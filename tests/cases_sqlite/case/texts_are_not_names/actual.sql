create table t (id integer primary key, a text check (a <> 'no'));
create view v as select id from t where a = 'YES';
create index i on t (a) where a = 'yes';
insert into t values (1, 'x');
