alter type number set (send = number_send); create table t (n number); insert into t values ('3');
