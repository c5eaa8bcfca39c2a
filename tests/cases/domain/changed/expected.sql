create domain price as numeric default 1 constraint positive check (value >= 0) constraint small check (value < 1000);
create table t (p price);
