create type one.mood as enum ('a');
create type two.mood as enum ('a');
create table t (a one.mood, b two.mood);
