create type mood as enum ('sad', 'ok');
create table t (id int primary key, m mood, other text, third mood default 'sad');
insert into t (id, m, other) values (1, 'ok', 'meh');
