create table p (id int primary key) partition by hash (id);
create table p_0 partition of p for values with (modulus 1, remainder 0);
create table t (p_id int);
insert into p values (1);
insert into t values (1);
