create schema app;
create table app.t (id int primary key);
insert into app.t select generate_series(1, 5);
