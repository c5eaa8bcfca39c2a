create collation german (provider = icu, locale = 'de');
create table t (name text collate german);
insert into t values ('a');
