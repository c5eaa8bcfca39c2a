create table places (p point);
insert into places values (point(1, 2)), (point(3, 4));
