create table t (id integer primary key, s text check (s in ('new', 'done')));
insert into t values (1, 'new');
