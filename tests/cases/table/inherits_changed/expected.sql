create table p (id int not null, n int, constraint c check (n > 0));
create table q (k int);
create table t (id int not null, n int, k int, constraint c check (n > 0)) inherits (p);
insert into t values (1, 2, 3);
