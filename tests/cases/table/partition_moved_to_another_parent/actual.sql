create table one (id int, at date) partition by range (at);
create table two (id int, at date) partition by range (at);
create table p partition of one for values from ('2024-01-01') to ('2025-01-01');
insert into one values (1, '2024-05-05');
