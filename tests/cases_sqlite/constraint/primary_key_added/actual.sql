create table t (k text, a text);
insert into t values ('x', 'one');
