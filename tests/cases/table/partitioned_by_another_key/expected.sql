create table t (id int not null, at date, kind text) partition by list (kind);
create table t_1 partition of t for values in ('x', null);
create table t_2 partition of t default partition by hash (id);
create table t_2_0 partition of t_2 for values with (modulus 2, remainder 0);
create table t_2_1 partition of t_2 for values with (modulus 2, remainder 1);
create index t_kind on t (kind);
alter table t add foreign key (id) references owner;
insert into t values (1, '2025-01-01', 'x'), (1, '2024-01-01', 'y'), (1, null, null);
