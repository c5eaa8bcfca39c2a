create table t (id int primary key, a int, b text);
create view base as select id, a from t;
create view middle as select id from base where a > 1;
create view top as select count(*) as n from middle;
insert into t values (1, 2, 'x');
