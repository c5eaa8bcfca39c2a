create table a (id int);
create rule kept as on delete to a do instead nothing;
create rule copied as on insert to a do also insert into log values (new.id);
