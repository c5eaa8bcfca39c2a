create collation german (provider = icu, locale = 'de-u-co-phonebk');
create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table t (name text collate german, other text collate loose);
insert into t values ('a', 'b');
