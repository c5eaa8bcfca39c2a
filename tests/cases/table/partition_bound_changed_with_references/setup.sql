create table t (id int primary key, n text) partition by range (id);
create table o (id int primary key, t_id int references t);
