create domain price as numeric(12, 2);
create table t (p price);
