create table p (a int, b int, primary key (a, b));
insert into p values (1, 2);
create table t (id integer primary key, a int, b int, foreign key (a, b) references p (a, b));
insert into t values (1, 1, 2);
