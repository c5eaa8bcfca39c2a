create type mood as enum ('a');
create domain short as varchar(5);
create function one() returns int language sql as 'select 1';
alter table t add column m mood default 'a', add column s short, add column n int default one();
