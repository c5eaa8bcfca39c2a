create table t (id int, at date, n text) partition by range (at);
create table t_24 partition of t for values from ('2024-01-01') to ('2025-01-01');
create table t_rest partition of t default;
insert into t values (1, '2024-05-05', 'a');
