create table d (id int primary key, e_id int);
create table e (id int primary key, d_id int references d);
alter table d add foreign key (e_id) references e;
