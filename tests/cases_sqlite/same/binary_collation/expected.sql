create table t (id integer primary key, a text collate binary);
create index i on t (a collate binary asc);
