create table T1(ID integer primary key, NAME varchar(10) not null default 'x');
insert into T1 values (1, 'a');
