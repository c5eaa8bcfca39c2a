create table t (id integer primary key, n int, g int as (n * 2) virtual);
insert into t (id, n) values (1, 4);
