create table t (id int primary key);
insert into t select generate_series(1, 5);
create extension postgres_fdw;
create server away foreign data wrapper postgres_fdw;
