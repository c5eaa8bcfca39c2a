create table owner (id int primary key);
insert into owner values (1);
