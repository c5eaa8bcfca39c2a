create table t (id integer primary key, "Name" text, n int);
create index i on t (lower("Name"), n desc) where "Name" is not null and n <> 1000;
create unique index u on t ("Name" collate nocase) where n > 0;
insert into t values (1, 'x', 2);
