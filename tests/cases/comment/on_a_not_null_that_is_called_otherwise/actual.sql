create table t (c int not null, b int not null);
alter table t rename c to a;
insert into t values (1, 2);
