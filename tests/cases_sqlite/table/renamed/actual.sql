create table persons (id integer primary key, email text not null, age int, born text);
insert into persons values (1, 'a@x', 3, 'now');
