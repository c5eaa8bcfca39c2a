create table t (id int, a int);
insert into t values (1, 2);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
