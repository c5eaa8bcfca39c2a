create type "Déjà ""vu""" as range (subtype = int, multirange_type_name = "Déjà ""vus""");
create table t (n "Déjà ""vu""", m "Déjà ""vus""");
