create table t (a int, b int, primary key (a, b));
create table u (id int primary key, a int, b int, foreign key (a, b) references t);
insert into t values (1, 1); insert into u values (1, 1, 1);
