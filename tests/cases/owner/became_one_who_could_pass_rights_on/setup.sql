create table held (id int primary key); insert into held values (1), (2); create table other (id int);
grant select, update on held to app_writer with grant option; grant delete on held to app_writer; grant insert on other to app_reader with grant option;
