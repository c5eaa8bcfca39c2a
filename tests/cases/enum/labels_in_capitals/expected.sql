create type state as enum ('open', 'closed');
create table ticket (id int primary key, state state not null default 'open');
insert into ticket values (1, 'open'), (2, 'closed');
