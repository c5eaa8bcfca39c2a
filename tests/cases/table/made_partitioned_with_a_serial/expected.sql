create table t (id serial, at date, name text not null) partition by list (name);
create table other.t_a partition of t for values in ('a');
create table t_rest partition of t default;
insert into t (at, name) values ('2025-05-05', 'a'), ('2024-01-01', 'b');
