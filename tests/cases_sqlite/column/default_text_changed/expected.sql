create table t (id integer primary key, n text default 'it''s');
insert into t values (1, 'x');
