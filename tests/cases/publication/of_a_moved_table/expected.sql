create table app.c (id int primary key);
create publication told for table a, app.c;
