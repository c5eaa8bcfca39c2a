create table t (id int, day date) partition by range (day);
create table t_1 partition of t for values from ('2025-01-01') to ('2026-01-01');
insert into t values (1, '2025-05-05');
