create type mood as enum ('sad', 'happy');
create table t (m mood);
insert into t values ('sad'), ('happy');
