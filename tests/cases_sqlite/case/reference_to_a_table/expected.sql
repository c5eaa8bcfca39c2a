create table users (id integer primary key, name text);
create table posts (id integer primary key, user_id int references users (id) on delete cascade);
insert into users values (1, 'a');
insert into posts values (1, 1);
