create table t (id integer primary key, s text check (s in ('new', 'done', 'it''s')));
insert into t values (1, 'new');
