create table t (id integer primary key, a text, b int not null default 7);
insert into t (id, a) values (1, 'one');
