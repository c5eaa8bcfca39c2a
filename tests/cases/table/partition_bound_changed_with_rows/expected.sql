create table t (id int, at date, primary key (id, at)) partition by range (at);
create table t_a partition of t for values from ('2024-01-01') to ('2026-01-01');
create table t_b partition of t for values from ('2026-01-01') to ('2027-01-01');
create view v as select * from t_a;
insert into t values (1, '2024-05-05'), (2, '2026-05-05');
