create table p (id int) partition by range (id);
create table p_1 partition of p for values from (0) to (10);
insert into p values (1);
create index p_id on only p (id);
create index p_1_id on p_1 (id);
