create table p (id int) partition by range (id);
create table p_1 partition of p for values from (0) to (10);
insert into p values (1);
