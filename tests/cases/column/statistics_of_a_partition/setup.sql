create table p (id int, txt text) partition by range (id);
create table p_1 partition of p for values from (0) to (10);
insert into p values (1, 'a'), (2, 'b');
