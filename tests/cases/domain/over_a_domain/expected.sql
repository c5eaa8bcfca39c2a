create domain one as int check (value > 0);
create domain two as one check (value < 10);
create table t (n two);
