create table t (id int primary key, a int, b int generated always as (a * 3) stored);
create index t_b on t (b);
alter table t add constraint c unique (b);
create table u (b int references t (b));
create view v as select b from t;
comment on column t.b is 'times';
insert into t values (1, 2), (2, 3);
