create table t (id int primary key, l text not null default 'low', constraint t_l_check check (l in ('low', 'high')));
create view v as select id, l from t where l = 'low';
grant select on v to app_reader;
create index t_l on t (l);
insert into t values (1, 'low'), (2, 'high');
