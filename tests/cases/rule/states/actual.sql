alter table t enable replica rule b;
alter table t disable rule c;
