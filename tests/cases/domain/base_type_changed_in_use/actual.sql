create domain price as numeric(10, 2);
create table t (p price);
insert into t values (5);
