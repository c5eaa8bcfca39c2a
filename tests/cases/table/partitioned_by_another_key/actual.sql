create table t (id int not null, at date, kind text) partition by range (at);
create table t_1 partition of t for values from ('2025-01-01') to ('2026-01-01');
create table t_2 partition of t default;
create index t_kind on t (kind);
create index t_at on t_1 (at);
alter table t add foreign key (id) references owner;
insert into t values (1, '2025-01-01', 'x'), (1, '2024-01-01', 'y'), (1, null, null);
