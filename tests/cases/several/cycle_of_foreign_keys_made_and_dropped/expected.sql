create table a (id int primary key, b_id int, c_id int);
create table b (id int primary key, a_id int references a, parent int references b);
create table c (id int primary key, b_id int references b deferrable initially deferred);
alter table a add constraint a_b foreign key (b_id) references b;
alter table a add constraint a_c foreign key (c_id) references c;
insert into a values (1), (2);
insert into b values (1, 1, 1);
