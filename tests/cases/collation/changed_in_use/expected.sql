create collation plain (provider = libc, locale = 'POSIX');
create table t (name text collate plain);
