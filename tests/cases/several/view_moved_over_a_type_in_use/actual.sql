create schema app;
create type mood as enum ('b', 'c', 'a');
create table t (id int primary key, m mood);
create view v as select id, m as mood from t;
create view app.w as select id from v where mood = 'a';
insert into t values (1, 'a');
