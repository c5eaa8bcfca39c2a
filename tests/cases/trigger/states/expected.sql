alter table t disable trigger t1;
alter table t enable always trigger t2;
create trigger t4 before insert on t for each row execute function f();
alter table t enable replica trigger t4;
