create table t (k text primary key, a text);
insert into t values ('x', 'one');
