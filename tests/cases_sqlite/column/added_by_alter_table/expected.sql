create table t (id integer primary key, a text);
alter table t add column b int default 5;
insert into t values (1, 'x', 6);
