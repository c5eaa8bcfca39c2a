create type level as enum ('low', 'high');
create table t (id int primary key, l level not null default 'low');
create view v as select id, l from t where l = 'low'::level;
grant select on v to app_reader;
create index t_l on t (l);
insert into t values (1, 'low'), (2, 'high');
