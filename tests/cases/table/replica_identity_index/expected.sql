create table t (id int not null unique);
alter table t replica identity using index t_id_key;
