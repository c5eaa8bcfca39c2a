create table Users (id integer primary key, name text, Extra text, unique (Name));
create index Users_Extra on Users (Extra);
insert into Users values (1, 'a', 'x');
