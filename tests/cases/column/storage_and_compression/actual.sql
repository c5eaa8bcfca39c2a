create table t (a text, b text);
insert into t values ('x', 'y');
