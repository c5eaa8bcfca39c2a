create type mood as enum ('sad', 'meh', 'happy');
create table t (m mood);
insert into t values ('sad'), ('sad');
