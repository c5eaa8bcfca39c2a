create table t (id integer primary key, code text unique);
insert into t values (1, 'a'), (2, 'b');
