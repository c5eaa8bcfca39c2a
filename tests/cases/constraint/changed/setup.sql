create table p (id int primary key, other int unique);
insert into p values (1, 1);
