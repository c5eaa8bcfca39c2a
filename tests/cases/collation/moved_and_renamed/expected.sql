create collation app.german (provider = icu, locale = 'de-u-co-phonebk');
create collation insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table t (name text collate app.german, other text collate insensitive);
