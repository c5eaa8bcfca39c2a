create table t (id int, day date) partition by range (day);
