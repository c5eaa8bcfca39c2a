create table t (id integer primary key, a text);
create index i on t (a);
