create table t (id int primary key, a bigint, b bigint generated always as (a * 2) stored not null);
create index t_b on t (b);
create unique index t_ab on t (a, b);
alter table t add constraint c check (b > 0);
create view v as select b from t;
comment on column t.b is 'twice';
grant select (b) on t to app_reader;
grant select on v to app_reader;
insert into t values (1, 2), (2, 3);
