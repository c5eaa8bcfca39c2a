create table t (id int not null, day date not null, primary key (id, day)) partition by range (day);
create table t_2025 partition of t for values from ('2025-01-01') to ('2026-01-01');
insert into t values (1, '2025-05-05');
create index t_day on t (day);
