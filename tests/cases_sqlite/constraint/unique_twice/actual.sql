create table t (id integer primary key, a text, b text);
insert into t values (1, 'x', 'y');
