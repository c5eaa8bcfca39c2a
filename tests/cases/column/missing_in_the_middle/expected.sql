create table t (id int primary key, note text, name text);
