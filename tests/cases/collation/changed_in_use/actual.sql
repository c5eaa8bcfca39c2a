create collation plain (provider = libc, locale = 'C');
create table t (name text collate plain);
insert into t values ('a');
