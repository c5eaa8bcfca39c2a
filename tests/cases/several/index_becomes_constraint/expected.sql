create table t (id int not null, a int, constraint t_a unique (a), constraint t_pk primary key (id));
create index t_b on t (a, id);
insert into t values (1, 1);
