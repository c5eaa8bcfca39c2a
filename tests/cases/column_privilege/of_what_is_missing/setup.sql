create table t (a int);
create table w (a int);
