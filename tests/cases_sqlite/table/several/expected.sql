create table t (id integer primary key, a text);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, null);
create table u (x int);
insert into u values (1);
create table v (y int);
insert into v values (2);
