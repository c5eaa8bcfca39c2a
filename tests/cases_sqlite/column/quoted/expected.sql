create table t (id integer primary key, "from" text, "a""b" int);
insert into t values (1, 'x', 1);
