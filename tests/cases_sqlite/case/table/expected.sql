create table users (id integer primary key, email text not null, age int);
insert into users values (1, 'a@x', 3);
