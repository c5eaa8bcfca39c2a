create domain "Déjà ""vu""" as int constraint "a ""b"" 'c'" check (value > 0);
create table t (n "Déjà ""vu""");
