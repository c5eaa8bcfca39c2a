drop view v;
alter table t alter a type bigint;
create view v as select id, a, txt from t;
alter view v alter txt set default 'x';
