create table people (id integer primary key, email text not null, age int, born text);
insert into people values (1, 'a@x', 3, 'now');
