create schema app;
create table app.item (id int, name text);
insert into app.item values (1, 'a');
grant select (name) on app.item to app_writer;
