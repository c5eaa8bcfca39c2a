create collation "Déjà ""vu""" (provider = libc, locale = 'C');
create table t (n text collate "Déjà ""vu""");
