alter table t add column note text default 'x';
alter table t alter id set not null;
alter table t alter id set default 4;
