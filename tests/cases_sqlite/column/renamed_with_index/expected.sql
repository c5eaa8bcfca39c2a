create table t (id integer primary key, full_name text);
insert into t values (1, 'one');
create index i on t (full_name);
