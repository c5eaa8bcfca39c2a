create type pair as (a int, b text);
create table t (id int primary key, kept varchar(50), taken varchar(50), given varchar(50), number text, p pair);
alter table t alter kept set storage external, alter kept set compression pglz, alter kept set statistics 7,
    alter given set storage main, alter given set compression pglz, alter p set storage external, alter p set compression pglz;
insert into t values (1, 'a', 'b', 'c', '1', row(1, 'x'));
create table whole (id int, c varchar(9)) partition by range (id);
create table part partition of whole for values from (0) to (10);
alter table whole alter c set storage external, alter c set compression pglz;
alter table part alter c set storage external, alter c set compression pglz;
insert into whole values (1, 'x');
