create type mood as enum ('sad', 'happy');
create table t (id int, m mood default 'sad');
insert into t values (1, 'happy');
