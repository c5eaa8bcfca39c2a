create type pair as (b text, a int);
create table t (id int primary key, kept text, taken text, given text, number int, p pair);
alter table t alter kept set storage external, alter kept set compression pglz, alter kept set statistics 7,
    alter taken set storage main, alter taken set compression pglz, alter p set storage external, alter p set compression pglz;
insert into t values (1, 'a', 'b', 'c', '1', row('x', 1));
create table whole (id int, c text) partition by range (id);
create table part partition of whole for values from (0) to (10);
alter table whole alter c set storage external, alter c set compression pglz;
alter table part alter c set storage external, alter c set compression pglz;
insert into whole values (1, 'x');
