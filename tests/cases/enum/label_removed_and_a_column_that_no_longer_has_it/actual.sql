create type mood as enum ('sad', 'meh', 'ok');
create table t (id int primary key, m mood default 'ok', other mood, third mood);
insert into t (id, m, other) values (1, 'ok', 'sad');
