create or replace trigger s after insert on t referencing new table as n for each statement execute function f();
create or replace trigger c after update of a on t for each row when (old.a is distinct from new.a) execute function f();
drop trigger d on t;
create constraint trigger d after insert on t deferrable initially deferred for each row execute function f();
