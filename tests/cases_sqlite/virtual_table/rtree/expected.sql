create table t (id integer primary key, a text);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, null);
create virtual table box using rtree(id, x0, x1);
insert into box values (1, 0, 5);
