create table p (id int, name text);
