create table t (k text, primary key (k));
insert into t values ('x');
