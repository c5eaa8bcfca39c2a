create table u (id integer primary key, a text);
insert into u (id, a) values (1, 'one'), (2, 'two'), (3, null);
