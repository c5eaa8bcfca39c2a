create table app.t (id int primary key, full_name text, city text, zip text);
create view v as select t.full_name, t.id as key from app.t;
create view w as select u.full_name as name, v.key from app.t u join v on v.key = u.id;
