create table t (id int) with (fillfactor = 80, parallel_workers = 2);
insert into t values (1);
