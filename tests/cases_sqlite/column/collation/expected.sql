create table t (id integer primary key, a text collate nocase);
insert into t values (1, 'x');
