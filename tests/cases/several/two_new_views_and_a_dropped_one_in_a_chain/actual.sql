create table t (id int primary key, a int, b text, c int);
create view base as select id, b, c from t;
create view top as select count(*) as n, max(c) as c from base;
insert into t values (1, 2, 'x');
