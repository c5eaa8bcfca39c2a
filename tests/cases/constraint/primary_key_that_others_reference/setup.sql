create table p (id int not null, other int not null);
insert into p values (1, 1);
create table c (p_id int);
insert into c values (1);
