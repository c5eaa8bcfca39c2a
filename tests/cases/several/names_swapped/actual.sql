create table b (id int, name text, born date, constraint a_pkey primary key (id));
create table a (id int, total numeric, at timestamptz, constraint b_pkey primary key (id));
create view va as select id, name from b;
insert into b values (1, 'x', '2000-01-01');
insert into a values (1, 5, '2000-01-01');
