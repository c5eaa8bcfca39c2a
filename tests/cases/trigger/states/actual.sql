alter table t enable replica trigger t2;
alter table t disable trigger t3;
