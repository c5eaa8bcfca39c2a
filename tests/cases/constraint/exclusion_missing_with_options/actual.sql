create table r (d int4range);
insert into r values ('[1,3)');
