create table c (id int primary key);
create publication told for table a, c;
