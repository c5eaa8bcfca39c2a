create schema stray;
create table stray.t (id int primary key, note text);
insert into stray.t select n, 'n' || n from generate_series(1, 5) n;
create view stray.v as select id from stray.t;
