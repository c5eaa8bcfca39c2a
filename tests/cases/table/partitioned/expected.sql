create table t (id int not null, day date not null, primary key (id, day)) partition by range (day);
create table t_2025 partition of t for values from ('2025-01-01') to ('2026-01-01');
create table t_rest partition of t default;
create index t_day on t (day);
