create table a (id integer primary key, b int references b (id), n int not null default 1);
create table b (id integer primary key, a int references a (id));
insert into a values (1, null, 4);
insert into b values (1, 1);
update a set b = 1;
