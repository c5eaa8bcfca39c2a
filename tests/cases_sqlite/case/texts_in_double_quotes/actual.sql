create table t (id integer primary key, State text);
create view v as select id, state from t where STATE = "open";
insert into t values (1, 'Open');
