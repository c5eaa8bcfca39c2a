create table users (id integer primary key, Full_Name text, AGE int);
insert into users values (1, 'Ann', 3);
