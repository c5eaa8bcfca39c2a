create trigger t1 before insert or update on t for each row execute function f();
create trigger t2 after update of a on t for each row when (old.a is distinct from new.a) execute function f('x', 'it''s');
create trigger t3 after delete on t referencing old table as gone for each statement execute function f();
create constraint trigger t4 after insert on t deferrable initially deferred for each row execute function f();
