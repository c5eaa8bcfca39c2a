create type app.mood as enum ('sad', 'happy');
create table t (id int, m app.mood default 'sad');
