create collation plain (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create domain word as text collate plain;
create type pair as (a text collate plain);
create table t (name text collate plain, w word);
create index on t (w collate plain);
