create domain price as numeric(12,2) default 0 constraint positive check (value >= 0);
create table t (id int primary key, p price, more price[], double numeric generated always as (p * 2) stored, constraint cheap check (p < 1000));
create index t_p on t (p) where p > 5;
create view v as select id, p from t where p > 1;
grant select on v to app_reader;
create function taxed(p price) returns price language sql immutable as 'select p';
comment on domain price is 'in euro';
insert into t (id, p, more) values (1, 12, '{1,2}'), (2, null, null);
