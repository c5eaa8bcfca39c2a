create table t (a int, b text);
create trigger tr before update of a on t for each row when (old.a <> new.a) execute function f();
insert into t values (1, 'x');
