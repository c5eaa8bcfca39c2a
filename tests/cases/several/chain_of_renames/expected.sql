create table b (id int constraint k1 primary key, name text, born date);
create table c (id int constraint k2 primary key, total numeric, at timestamptz);
insert into b values (1, 'x', '2000-01-01');
insert into c values (1, 5, '2000-01-01');
