create table users (id integer primary key, email text);
create index Users_Email on users (EMAIL);
insert into users values (1, 'a@x');
