create table a (id int primary key, b_id int);
create table b (id int, at int, a_id int references a, primary key (id, at)) partition by range (at);
create table b_1 partition of b for values from (1) to (10);
create table b_2 partition of b default;
alter table a add column b_at int, add foreign key (b_id, b_at) references b (id, at);
insert into a values (1);
insert into b values (1, 1, 1), (2, 20, 1);
update a set b_id = 1, b_at = 1;
