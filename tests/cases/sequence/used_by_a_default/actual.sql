create table t (id bigint);
insert into t values (1);
