create table t (id int not null, label text, constraint t_pk primary key (id));
insert into t values (1, 'a'), (2, 'b');
