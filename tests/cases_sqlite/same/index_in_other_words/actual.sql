create table t (id integer primary key, "Name" text, n int);
create index if not exists main.i on T (LOWER([name]), "N" DESC) where (name NOTNULL AND N != 1000);
create unique index "u" on "t" (`Name` COLLATE NoCase ASC) WHERE "N" > 0;
insert into t values (1, 'x', 2);
