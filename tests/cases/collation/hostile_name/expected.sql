create collation "Déjà ""vu""" (provider = icu, locale = 'fr');
create table t (n text collate "Déjà ""vu""");
