create domain price as numeric default 0 not null constraint positive check (value > 0);
create table t (p price);
insert into t values (5);
