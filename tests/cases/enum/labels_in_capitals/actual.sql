create type state as enum ('OPEN', 'CLOSED');
create table ticket (id int primary key, state state not null default 'OPEN');
insert into ticket values (1, 'OPEN'), (2, 'CLOSED');
