create table t (id int primary key, fullname text, city text, zip text);
create view v as select t.fullname as full_name, t.id as key from t;
create view w as select u.fullname as name, v.key from t u join v on v.key = u.id;
insert into t values (1, 'x');
