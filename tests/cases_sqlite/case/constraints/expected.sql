create table users (id integer primary key, email text, constraint uq unique (email), constraint ck_email check (email <> ''));
create table posts (id integer primary key, user_id int references users (id), unique (id, user_id));
insert into users values (1, 'a@x');
insert into posts values (1, 1);
