alter table a add column note text default 'x';
alter table a alter id type bigint;
alter table a alter name set default 'y';
