create table t (k text, constraint t_pk primary key (k));
insert into t values ('x');
