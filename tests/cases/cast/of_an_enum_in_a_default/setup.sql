create type mood as enum ('sad', 'happy');
create function mood_number(m mood) returns int language sql immutable as 'select case $1 when ''sad'' then 1 else 2 end';
