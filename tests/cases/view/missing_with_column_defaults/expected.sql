create sequence s;
create function f() returns text language sql as $$select 'x'$$;
create view v as select id, a, txt from t;
alter view v alter id set default nextval('s');
alter view v alter txt set default f();
