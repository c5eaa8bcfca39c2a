create table t (a text, b text compression pglz);
alter table t alter a set storage external;
