create type "Déjà ""vu""" as ("a ""b"" 'c'" int, "select" text);
create table t (n "Déjà ""vu""");
