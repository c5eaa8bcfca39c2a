create table t (id integer primary key, "from" text);
insert into t values (1, 'x');
