create table t (id int, day date) partition by range (day);
create table t_2025 (id int, day date);
insert into t_2025 values (1, '2025-05-05');
