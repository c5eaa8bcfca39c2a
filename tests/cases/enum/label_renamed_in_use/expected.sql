create type mood as enum ('sad', 'ok', 'happy');
create table person (id int primary key, mood mood not null default 'happy', moods mood[] not null default '{sad}',
    check (mood <> 'sad'));
create index person_happy on person (id) where mood = 'happy';
create view happy as select id from person where mood = 'happy';
insert into person values (1, 'happy', '{sad,happy}'), (2, 'ok', '{}');
