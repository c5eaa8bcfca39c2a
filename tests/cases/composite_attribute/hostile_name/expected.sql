create type "Odd ""type" as (a int, "Déjà ""vu""" text);
