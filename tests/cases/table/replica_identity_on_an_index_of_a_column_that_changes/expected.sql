create table t (id bigint not null, n text);
create unique index t_id on t (id) include (n);
alter table t replica identity using index t_id;
create view v as select id from t;
insert into t values (1, 'a');
