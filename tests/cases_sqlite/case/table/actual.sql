create table Users (id integer primary key, email text not null, age int);
insert into Users values (1, 'a@x', 3);
