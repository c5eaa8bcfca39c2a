create table Users (ID integer primary key, email text, age int);
create table Posts (id integer primary key, user_id int references Users (ID));
create view V as select email from Users;
insert into Users values (1, 'a@x', 3);
insert into Posts values (1, 1);
