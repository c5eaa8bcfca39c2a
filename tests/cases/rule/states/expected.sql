alter table t disable rule a;
alter table t enable always rule b;
