create table t (id integer primary key, p_id int);
insert into t values (1, null);
