create table t (a int primary key, b int not null);
create table u (id int primary key, a int, b int, foreign key (a) references t);
insert into t values (1, 1); insert into u values (1, 1, 1);
