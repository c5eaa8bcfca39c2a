create table users (id integer primary key, full_name text, age int);
insert into users values (1, 'Ann', 3);
