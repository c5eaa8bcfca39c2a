create table t (a varchar(20), b text, c varchar);
