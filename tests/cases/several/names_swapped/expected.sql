create table a (id int primary key, name text, born date);
create table b (id int primary key, total numeric, at timestamptz);
create view va as select id, name from a;
insert into a values (1, 'x', '2000-01-01');
insert into b values (1, 5, '2000-01-01');
