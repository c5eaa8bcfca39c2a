create type mood as enum ('worst', 'sad', 'so so', 'happy', 'silly');
create table t (m mood);
