create table p (id int, constraint u unique (id));
create table c (p_id int, constraint fk foreign key (p_id) references p (id));
insert into p values (1);
insert into c values (1);
