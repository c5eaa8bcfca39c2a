create table t (id integer not null primary key, a text);
insert into t values (1, 'x');
