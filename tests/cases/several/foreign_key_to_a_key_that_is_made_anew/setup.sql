create table p (id int not null, other int not null);
create table c (p_id int);
insert into p values (1, 1);
insert into c values (1);
