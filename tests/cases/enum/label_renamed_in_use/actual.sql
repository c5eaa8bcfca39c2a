create type mood as enum ('sad', 'ok', 'glad');
create table person (id int primary key, mood mood not null default 'glad', moods mood[] not null default '{sad}',
    check (mood <> 'sad'));
create index person_happy on person (id) where mood = 'glad';
create view happy as select id from person where mood = 'glad';
insert into person values (1, 'glad', '{sad,glad}'), (2, 'ok', '{}');
