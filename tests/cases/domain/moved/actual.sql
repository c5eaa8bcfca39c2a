create domain short as varchar(10);
create table t (s short default 'x');
insert into t values ('y');
