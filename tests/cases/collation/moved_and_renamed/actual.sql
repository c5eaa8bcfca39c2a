create collation plain (provider = libc, locale = 'C');
create collation bytes (provider = libc, locale = 'POSIX');
create table t (name text collate plain, other text collate bytes);
insert into t values ('a', 'b');
