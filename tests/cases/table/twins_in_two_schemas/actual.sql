create table one.t (id int primary key, name text);
create table two.t (id int primary key, name text);
insert into one.t values (1, 'one');
insert into two.t values (1, 'two'), (2, 'two');
