alter type number set (receive = none); create table t (n number); insert into t values ('3');
