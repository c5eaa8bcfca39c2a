create table t (id int, at date, n text);
create table t_24 (id int, at date, n text);
insert into t values (1, '2025-05-05', 'a');
insert into t_24 values (2, '2024-05-05', 'b');
