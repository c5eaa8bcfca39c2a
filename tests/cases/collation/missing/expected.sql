create collation german (provider = icu, locale = 'de-u-co-phonebk');
create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation plain (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create domain word as text collate german;
create type pair as (a text collate loose);
create table t (name text collate german, w word);
create index on t (name collate plain);
