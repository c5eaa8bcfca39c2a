create type mood as enum ('sad', 'ok');
create type note as (who text, how mood);
create table t (id int, n note, m mood) partition by list (m);
create table t_sad partition of t for values in ('sad');
create table t_rest partition of t default;
insert into t values (1, ('a', 'ok'), 'sad'), (2, ('b', null), 'ok'), (3, null, null);
