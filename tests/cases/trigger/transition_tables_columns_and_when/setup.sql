create function f() returns trigger language plpgsql as 'begin return null; end';
create table t (id int, a int);
insert into t values (1, 2);
create trigger s after insert on t for each statement execute function f();
create trigger c after update on t for each row execute function f();
create constraint trigger d after insert on t deferrable for each row execute function f();
