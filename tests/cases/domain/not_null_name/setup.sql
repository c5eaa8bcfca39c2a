create domain a as int not null;
create domain b as int;
create table t (a a, b b);
insert into t values (1, 2);
