create collation app.plain (provider = libc, locale = 'C');
create collation raw (provider = libc, locale = 'POSIX');
create table t (name text collate app.plain, other text collate raw);
