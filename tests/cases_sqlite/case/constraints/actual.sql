create table users (id integer primary key, Email text, constraint UQ unique (EMAIL), constraint CK_Email check (Email <> ''));
create table posts (id integer primary key, User_Id int references USERS (Id), unique (ID, User_ID));
insert into users values (1, 'a@x');
insert into posts values (1, 1);
