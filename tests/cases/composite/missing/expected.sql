create type mood as enum (
'sad', 'happy');
create type address as (street text collate "C", number int, mood mood);
create type person as (name varchar(20), home address, others address[]);
create table t (id int, p person);
