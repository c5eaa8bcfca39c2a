create table t (id integer primary key, s text);
insert into t values (1, 'new');
