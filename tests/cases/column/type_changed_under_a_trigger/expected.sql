create table t (a bigint, b text);
create trigger tr before update of a on t for each row when (old.a <> new.a) execute function f();
