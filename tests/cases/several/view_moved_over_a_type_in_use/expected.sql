create schema app;
create type mood as enum ('a', 'b');
create table t (id int primary key, m mood);
create view app.v as select id, m as mood from t;
create view app.w as select id from app.v where mood = 'a';

insert into t values (1, 'a');
