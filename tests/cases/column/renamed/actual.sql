create table t (id int primary key, full_name text not null default 'x', constraint t_fullname_key unique (full_name));
create index t_lower_idx on t (lower(full_name));
create view v as select id, full_name as fullname from t;
insert into t values (1, 'a');
