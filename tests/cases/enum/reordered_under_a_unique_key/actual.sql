create type level as enum ('high', 'low', 'mid');
create table t (l level primary key, n int);
create table u (id int, l level references t on update cascade, least level, constraint in_order check (least <= l));
create materialized view mv as select l, count(*) as n from u group by l;
create unique index mv_l on mv (l);
insert into t values ('low', 1), ('mid', 2), ('high', 3);
insert into u values (1, 'low'), (2, 'high');
