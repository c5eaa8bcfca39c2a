create type mood as enum ('sad', 'happy');
create table t (id int, m mood default 'happy', ms mood[]);
