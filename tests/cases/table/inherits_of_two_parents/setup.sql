create table base_a (id int);
create table base_b (id int);
create table base_c (id int);
create table child (id int, own text);
insert into child values (1, 'x');
alter table child inherit base_a;
