create table t (a int not null, b int, c int constraint old_name not null, d int constraint keeps not null);
insert into t values (1, 2, 3, 4);
