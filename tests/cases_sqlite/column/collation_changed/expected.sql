create table t (id integer primary key, a text collate rtrim);
insert into t values (1, 'x');
