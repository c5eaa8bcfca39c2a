create table users (id integer primary key, email text);
create index users_email on users (email);
insert into users values (1, 'a@x');
