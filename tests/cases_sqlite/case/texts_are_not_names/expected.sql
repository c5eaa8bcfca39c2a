create table t (id integer primary key, a text check (a <> 'No'));
create view v as select id from t where a = 'Yes';
create index i on t (a) where a = 'Yes';
insert into t values (1, 'x');
