create table t (id int not null, a int);
create unique index t_a on t (a);
create unique index t_pk on t (id);
alter table t add constraint t_b unique (a, id);
insert into t values (1, 1);
