create table t (id int primary key, n int);
create function audit(a int, b text default 'x') returns text language sql as 'select b';
create function tr() returns trigger language plpgsql as 'begin new.n := 2; return new; end';
create trigger tr before insert on t for each row execute function tr();
create view v as select audit(id) as a from t;
insert into t values (1);
