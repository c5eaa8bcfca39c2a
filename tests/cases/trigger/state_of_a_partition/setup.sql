create function f() returns trigger language plpgsql as 'begin return null; end';
create table p (id int) partition by range (id);
create table p_1 partition of p for values from (0) to (10);
create table p_2 partition of p for values from (10) to (20);
insert into p values (1), (11);
create trigger tells after insert on p for each row execute function f();
