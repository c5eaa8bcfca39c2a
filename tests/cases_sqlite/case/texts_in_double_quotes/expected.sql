create table t (id integer primary key, "State" text);
create view v as select id, "State" from t where "State" = "Open";
insert into t values (1, 'Open');
