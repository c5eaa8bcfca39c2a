create table people (id int constraint pk primary key, full_name text, email text, changed timestamptz);
create function util.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch before update on people for each row execute function util.touch();
create policy own on people using (id > 0);
create view names as select full_name from people;
insert into people values (1, 'x', 'y', null);
