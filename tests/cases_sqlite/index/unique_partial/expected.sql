create table t (id integer primary key, a text, b int, c text);
insert into t values (1, 'x', 2, 'y'), (2, 'z', 3, null);
create unique index i on t (a) where c is not null;
