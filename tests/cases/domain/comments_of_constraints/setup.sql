create domain price as numeric constraint positive check (value > 0) constraint small check (value < 1000);
create table t (p price);
insert into t values (5);
