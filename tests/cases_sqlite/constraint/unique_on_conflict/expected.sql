create table t (id integer primary key, a text, unique (a) on conflict ignore);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, 'three');
