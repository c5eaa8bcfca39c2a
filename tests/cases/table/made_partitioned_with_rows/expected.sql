create table t (id int not null, at date not null, n text, primary key (id, at)) partition by range (at);
create table t_25 partition of t for values from ('2025-01-01') to ('2026-01-01');
create table t_rest partition of t default;
create index t_n on t (n);
comment on table t is 'events';
grant select on t to app_reader;
create view v as select id, n from t;
insert into t values (1, '2025-05-05', 'a'), (2, '2024-01-01', 'b');
