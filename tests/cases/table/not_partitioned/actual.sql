create table t (id int, day date);
