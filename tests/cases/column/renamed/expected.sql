create table t (id int primary key, fullname text not null default 'x', unique (fullname));
create index on t (lower(fullname));
create view v as select id, fullname from t;
