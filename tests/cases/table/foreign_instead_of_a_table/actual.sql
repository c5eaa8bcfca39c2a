create table r (id int, name text);
