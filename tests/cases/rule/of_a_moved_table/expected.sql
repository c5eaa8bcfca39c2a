create schema app;
create table app.a (id int);
create rule kept as on delete to app.a do instead nothing;
create rule copied as on insert to app.a do also insert into log values (new.id);
