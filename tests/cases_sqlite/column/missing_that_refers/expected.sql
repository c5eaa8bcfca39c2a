create table p (id integer primary key);
insert into p values (1);
create table t (id integer primary key, p_id int references p);
insert into t (id) values (1);
