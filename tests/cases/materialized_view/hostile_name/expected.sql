create materialized view "M ""m""" as select id as "I d" from t;
create index "on" on "M ""m""" ("I d");
