create table t (a int);
insert into t values (1);
create function g() returns trigger language plpgsql as 'begin return null; end';
