create table t (id integer primary key, a text, b int, c text);
insert into t values (1, 'x', 2, 'y'), (2, 'z', 3, null);
create view v as select id, a from t;
create trigger v_ins instead of insert on v begin insert into t (id, a) values (new.id, new.a); end;
