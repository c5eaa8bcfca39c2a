create table t (id integer primary key);
alter table t add column a text default 'x';
alter table t rename column a to b;
