create table t (id integer primary key, parent int references t (id), a text);
insert into t values (1, null, 'x'), (2, 1, 'y');
