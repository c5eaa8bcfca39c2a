create type mood as enum ('sad', 'happy');
create function mood_number(m mood) returns int language sql immutable as 'select case $1 when ''sad'' then 1 else 2 end';
create cast (mood as int) with function mood_number(mood) as assignment;
create table t (id int);
insert into t values (1), (2);
