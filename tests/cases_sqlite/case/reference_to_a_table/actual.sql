create table Users (id integer primary key, name text);
create table posts (id integer primary key, user_id int references Users (id));
insert into Users values (1, 'a');
insert into posts values (1, 1);
