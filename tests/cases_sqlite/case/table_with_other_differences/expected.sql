create table users (id integer primary key, email text not null, age int, born text, check (age > 0));
create table posts (id integer primary key, user_id int references users (id) on delete cascade);
create index posts_user on posts (user_id);
create view v as select email from users;
insert into users values (1, 'a@x', 3, 'now');
insert into posts values (1, 1);
