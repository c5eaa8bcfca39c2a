create table t (id integer primary key, p_id int references gone (id));
insert into t values (1, null);
