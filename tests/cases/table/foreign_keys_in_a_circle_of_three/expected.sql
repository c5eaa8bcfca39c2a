create table a (id int primary key, c_id int);
create table b (id int primary key, a_id int references a);
create table c (id int primary key, b_id int references b, self int references c);
alter table a add foreign key (c_id) references c;
