create table t (id integer primary key, a text, b int, c text);
insert into t values (1, 'x', 2, 'y'), (2, 'z', 3, null);
create table u (id integer primary key, a text);
insert into u (id, a) values (1, 'one'), (2, 'two'), (3, null);
create index i on u (a);
