create table users (id integer primary key, name text);
insert into users values (1, 'a');
