create table t (id integer primary key, a text);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, null);
create virtual table f using fts5(title, body);
insert into f values ('x', 'some words');
