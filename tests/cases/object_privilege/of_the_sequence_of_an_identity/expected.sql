create table t (id int generated always as identity, x text);
grant usage, select on sequence t_id_seq to app_reader;
insert into t (x) values ('a'), ('b');
