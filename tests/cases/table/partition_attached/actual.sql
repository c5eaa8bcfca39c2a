create table t (id int not null, at date not null, n int, primary key (id, at)) partition by range (at);
create index t_n on t (n);
create table t_24 partition of t for values from ('2024-01-01') to ('2025-01-01');
create table t_25 (id int not null, at date not null, n int, primary key (id, at));
create index t_25_n_idx on t_25 (n);
create index t_25_own on t_25 (id, n);
grant select on t_25 to app_reader;
insert into t values (1, '2024-05-05', 3);
insert into t_25 values (2, '2025-05-05', 4);
